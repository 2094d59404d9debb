// SPDX-License-Identifier: Apache-2.0
#include "app/live_post.hpp"

#include "shelfcast/http/url.hpp"
#include "shelfcast/runtime/runtime.hpp"
#include "shelfcast/runtime/signals.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <fstream>

namespace shelfcast::app {
namespace {

using sources::LiveReport;

Result<void> read_token(LivePostFlags& flags) {
  if (flags.token_file.empty()) return {};
  std::ifstream file(flags.token_file);
  if (!std::getline(file, flags.options.token)) return fail(Code::config, flags.token_file, "holds no token");
  return {};
}

void show(const LiveReport& so_far) {
  const bool terminal = isatty(STDERR_FILENO) == 1;
  fmt::print(stderr, "{}{} orders acknowledged, {:.0f} a second, {} retries{}", terminal ? "\r\033[K" : "",
             so_far.orders, so_far.seconds > 0 ? static_cast<double>(so_far.orders) / so_far.seconds : 0,
             so_far.retries, terminal ? "" : "\n");
}

void print_json(const LiveReport& report) {
  nlohmann::ordered_json json{{"orders", report.orders},         {"lines", report.lines},
                              {"units", report.units / kMicro},  {"amountMinor", report.amount},
                              {"currency", report.currency},     {"refused", report.refused},
                              {"unanswered", report.unanswered}, {"retries", report.retries},
                              {"seconds", report.seconds},       {"firstOrderId", report.first_order}};
  fmt::print("{}\n", json.dump());
}

void print_text(const LiveReport& report) {
  fmt::print(
      "acknowledged {} orders, {} lines, {} units, {} {} in {:.1f} s; {} refused, {} without an answer, {} retries\n",
      report.orders, report.lines, format_micro(report.units), format_minor(report.amount), report.currency,
      report.seconds, report.refused, report.unanswered, report.retries);
}

}  // namespace

Exit post_live_orders(LivePostFlags& flags) {
  const auto url = http::read_url(flags.url);
  if (!url || url->target != "/") return report({Code::invalid, "--post", "must be a URL as http://127.0.0.1:8080"});
  flags.options.server = url->endpoint();
  if (const auto token = read_token(flags); !token) return report(token.error());
  const SystemClock clock;
  const auto live = sources::LiveOrders::open(flags.options, clock);
  if (!live) return report(live.error());
  runtime::Runtime runtime({.serving = 1, .workers = 1});
  const runtime::StopSignals signals(runtime, [&live] { (*live)->stop(); });
  const auto done = (*live)->run(show);
  if (isatty(STDERR_FILENO) == 1) fmt::print(stderr, "\n");
  if (!done) return report(done.error());
  if (flags.json) {
    print_json(*done);
  } else {
    print_text(*done);
  }
  if (!done->first_refusal.empty()) fmt::print(stderr, "shelfcast: the first refusal: {}\n", done->first_refusal);
  if (done->unanswered > 0) return Exit::unreachable;
  return done->refused > 0 ? Exit::rejected : Exit::ok;
}

}  // namespace shelfcast::app
