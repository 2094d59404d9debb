// SPDX-License-Identifier: Apache-2.0
#include "app/live_post.hpp"

#include "shelfcast/runtime/runtime.hpp"
#include "shelfcast/runtime/signals.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <charconv>
#include <cstdio>
#include <fstream>
#include <optional>

namespace shelfcast::app {
namespace {

using sources::LiveReport;

/// "http://host:port", and nothing after it but a slash.
std::optional<http::TcpAddress> address_in(std::string_view url) {
  constexpr std::string_view kScheme = "http://";
  if (!url.starts_with(kScheme)) return std::nullopt;
  url.remove_prefix(kScheme.size());
  if (url.ends_with('/')) url.remove_suffix(1);
  const auto colon = url.rfind(':');
  http::TcpAddress address{.host = std::string(url.substr(0, colon)), .port = 80};
  if (colon != std::string_view::npos) {
    const auto port = url.substr(colon + 1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
    if (error != std::errc() || end != port.data() + port.size()) return std::nullopt;
  }
  if (address.host.empty() || address.host.find('/') != std::string::npos) return std::nullopt;
  return address;
}

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
  const auto address = address_in(flags.url);
  if (!address) return report({Code::invalid, "--post", "must be a URL as http://127.0.0.1:8080"});
  flags.options.server = *address;
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
