// SPDX-License-Identifier: Apache-2.0
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
};

Exit simulate(Flags& flags) {
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
  command.add_option("--out", options.out, "The folder to write, empty or an earlier simulation's")->required();
  command.add_option("--seed", options.seed, "Another seed is another shop")->capture_default_str();
  command.add_option("--end", flags->end, "The last day (YYYY-MM-DD), today by default");
  command.add_option("--days", options.days, "Days of history")->capture_default_str();
  command.add_option("--categories", options.categories, "Categories in the tree")->capture_default_str();
  command.add_option("--products", options.products, "Products")->capture_default_str();
  command.add_option("--sellers", options.sellers, "Sellers")->capture_default_str();
  command.add_option("--lines", options.lines, "Order lines, about")->capture_default_str();
  command.add_option("--marketplace", options.marketplace, "The marketplace's id")->capture_default_str();
  return [flags] { return simulate(*flags); };
}

}  // namespace shelfcast::app
