// SPDX-License-Identifier: Apache-2.0
#include "app/access.hpp"
#include "app/backtest_text.hpp"
#include "app/progress_bar.hpp"
#include "app/verbs/verb.hpp"
#include "shelfcast/control/backtest_json.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace shelfcast::app {
namespace {

struct Flags {
  control::BacktestQuestion question;
  std::string as_of;
  bool csv = false;
  bool json = false;
};

using Reports = std::vector<domain::BacktestReport>;

/// The backtests of those marketplaces that have one; the others are reported.
Exit test_each(Access& access, const std::vector<std::string>& marketplaces, Flags& flags, Reports& reports) {
  Exit worst = Exit::ok;
  for (const auto& marketplace : marketplaces) {
    flags.question.marketplace = marketplace;
    Result<domain::BacktestReport> done;
    {
      ProgressBar bar;
      done = access.backtests().run(flags.question,
                                    [&](double fraction) { bar.show("testing " + marketplace, fraction); });
    }
    if (done) {
      reports.push_back(std::move(*done));
    } else {
      worst = std::max(worst, report(done.error()));
    }
  }
  return worst;
}

void print(const Reports& reports, const Flags& flags) {
  if (flags.json) {
    auto all = nlohmann::ordered_json::array();
    for (const auto& report : reports) all.push_back(control::to_json(report));
    fmt::print("{}\n", all.dump(2));
    return;
  }
  if (flags.csv) fmt::print("{}", backtest_csv_header());
  for (const auto& report : reports) {
    fmt::print("{}", flags.csv ? backtest_csv_rows(report) : backtest_table(report));
    fmt::print(stderr, "{}", left_out(report));
  }
}

Exit backtest(Access& access, Flags& flags) {
  if (!flags.as_of.empty()) {
    const auto day = parse_day(flags.as_of);
    if (!day) return report({Code::invalid, "--as-of", day.error().sentence});
    flags.question.as_of = *day;
  }
  const auto& only = flags.question.marketplace;
  const auto marketplaces = only.empty() ? access.marketplaces() : Result<std::vector<std::string>>({only});
  if (!marketplaces) return report(marketplaces.error());
  if (marketplaces->empty()) return report({Code::not_found, "", "there is no marketplace here yet"});
  Reports reports;
  const Exit worst = test_each(access, *marketplaces, flags, reports);
  if (!reports.empty()) print(reports, flags);
  return std::fflush(stdout) == 0 ? worst : Exit::failure;
}

void declare_windows(CLI::App& command, control::BacktestQuestion& question) {
  command.add_option("--horizon", question.horizon, "Days that are foreseen from each origin")
      ->capture_default_str()
      ->check(CLI::Range(1, 400));
  command.add_option("--windows", question.windows, "Origins; the last one lies a horizon before the end")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  command.add_option("--step", question.step, "Days from one origin to the next")
      ->capture_default_str()
      ->check(CLI::Range(1, 400));
  command.add_option("--top", question.top, "The N of precision@N and NDCG@N")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
}

}  // namespace

Run declare_backtest(CLI::App& command, const CommonFlags& common) {
  auto flags = std::make_shared<Flags>();
  auto& question = flags->question;
  command.add_option("--marketplace", question.marketplace, "Only this one");
  declare_windows(command, question);
  command.add_option("--models", question.models, "Only these, by name: A,B (the blend of all is called ensemble)")
      ->delimiter(',');
  command.add_option("--as-of", flags->as_of,
                     "Know nothing after this day (YYYY-MM-DD); by default the end of the data");
  auto* csv = command.add_flag("--csv", flags->csv, "As CSV; by default a table");
  command.add_flag("--json", flags->json, "For machines; names all that was left out")->excludes(csv);
  return [flags, &common] {
    return with_access(common, [&](Access& access, const Config&) { return backtest(access, *flags); });
  };
}

}  // namespace shelfcast::app
