// SPDX-License-Identifier: Apache-2.0
#include "app/coverage_text.hpp"

#include "shelfcast/control/coverage_json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::app {
namespace {

constexpr std::uint32_t kUsualTop = 10;

std::string cell(const std::optional<double>& value) {
  return value ? fmt::format("{:.3f}", *value) : "-";
}

std::string row_text(const domain::CoverageRow& row) {
  const auto usual = static_cast<std::size_t>(std::ranges::find(domain::kTops, kUsualTop) - domain::kTops.begin());
  const auto& top = row.held.top[usual];
  return fmt::format("  {:<8} {:>8}{:>12}{:>8}{:>8}{:>14}{:>8}{:>14}{:>8}\n", name_of(row.of.frame),
                     domain::kBands[row.of.band].name, row.held.intervals, cell(row.held.coverage_80()),
                     cell(row.held.coverage_95()), row.held.confidence.predictions(),
                     cell(row.held.confidence.calibration_error()), top.predictions(), cell(top.calibration_error()));
}

std::string stretched_text(const domain::IntervalFactors& factors) {
  std::string text;
  for (const auto& [of, factor] : factors)
    text += fmt::format("  intervals by {} of days {} are stretched by {:.2f} (80 %) and {:.2f} (95 %)\n",
                        name_of(of.first), domain::kBands[of.second].name, factor[0], factor[1]);
  return text.empty() ? "" : "\nthe table that serves: what was off, is corrected\n" + text;
}

}  // namespace

std::string coverage_table(const domain::Coverage& coverage) {
  std::string text =
      coverage.marketplace + (coverage.category.empty() ? "" : fmt::format(", category {}", coverage.category));
  if (coverage.periods > 0)
    text += fmt::format(": {} periods scored, promised from {} on, over by {}\n", coverage.periods,
                        format_day(*coverage.first_cut), format_day(*coverage.last_day));
  if (const auto note = control::note_of(coverage); !note.empty())
    text += fmt::format("{}{}\n", coverage.periods > 0 ? "" : ": ", note);
  std::optional<domain::Level> level;
  for (const auto& row : coverage.rows) {
    if (level != row.of.level)
      text += fmt::format("\n  by {:<14}{:>12}{:>8}{:>8}{:>14}{:>8}{:>14}{:>8}\n", name_of(row.of.level), "intervals",
                          "80 %", "95 %", "confidence", "off by", fmt::format("top {}", kUsualTop), "off by");
    level = row.of.level;
    text += row_text(row);
  }
  return text + stretched_text(coverage.factors);
}

}  // namespace shelfcast::app
