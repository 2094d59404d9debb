// SPDX-License-Identifier: Apache-2.0
#include "app/live_post.hpp"
#include "app/progress_bar.hpp"
#include "app/verbs/verb.hpp"
#include "shelfcast/base/clock.hpp"
#include "shelfcast/sources/simulator.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace shelfcast::app {
namespace {

struct Flags {
  sources::SimulationOptions options;
  std::string end;
  LivePostFlags live;
};

Exit simulate(Flags& flags) {
  if (!flags.live.url.empty()) {
    flags.live.options.warehouse = flags.options.out;
    flags.live.options.marketplace = flags.options.marketplace;
    flags.live.options.seed = flags.options.seed;
    return post_live_orders(flags.live);
  }
  if (flags.end.empty()) {
    flags.options.end = TimeZone::utc().local_day(SystemClock().now());
  } else {
    const auto day = parse_day(flags.end);
    if (!day) return report({Code::invalid, "--end", day.error().sentence});
    flags.options.end = *day;
  }
  Result<sources::SimulationSummary> done;
  {
    ProgressBar bar;
    done = sources::simulate(flags.options, [&](std::string_view step, double fraction) { bar.show(step, fraction); });
  }
  if (!done) return report(done.error());
  fmt::print("{}: {} products, {} transactions, {} lines ({} late, {} duplicated, {} malformed), {} days to {}\n",
             flags.options.out.string(), done->products, done->transactions, done->lines, done->late_lines,
             done->duplicate_lines, done->malformed_rows, flags.options.days, format_day(flags.options.end));
  return Exit::ok;
}

}  // namespace

Run declare_simulate(CLI::App& command, const CommonFlags& /*common*/) {
  auto flags = std::make_shared<Flags>();
  auto& options = flags->options;
  command
      .add_option("--out", options.out,
                  "The folder to write, empty or an earlier simulation's; with --post, to read what is sold")
      ->required();
  command.add_option("--seed", options.seed, "Another seed is another shop")->capture_default_str();
  command.add_option("--end", flags->end, "The last day (YYYY-MM-DD), today by default");
  command.add_option("--days", options.days, "Days of history")->capture_default_str();
  command.add_option("--categories", options.categories, "Categories in the tree")->capture_default_str();
  command.add_option("--products", options.products, "Products")->capture_default_str();
  command.add_option("--sellers", options.sellers, "Sellers")->capture_default_str();
  command.add_option("--lines", options.lines, "Order lines, about")->capture_default_str();
  command.add_option("--marketplace", options.marketplace, "The marketplace's id")->capture_default_str();
  command.add_option("--faults", options.faults,
                     "Let things go wrong in the last week, by this seed; truth/faults.csv says which");
  auto& live = flags->live;
  command.add_option("--post", live.url, "Send live orders to the server at this URL instead of writing files");
  command.add_option("--rate", live.options.rate, "Orders a second")->capture_default_str();
  command.add_option("--orders", live.options.orders, "Orders to send in all");
  command.add_option("--seconds", live.options.seconds, "How long to send new orders");
  command.add_option("--connections", live.options.connections, "Connections to send over")->capture_default_str();
  command.add_option("--token-file", live.token_file, "A file that holds the server's admin token");
  command.add_flag("--json", live.json, "Report what was acknowledged as JSON");
  return [flags] { return simulate(*flags); };
}

}  // namespace shelfcast::app
