// SPDX-License-Identifier: Apache-2.0
#include "app/backtest_text.hpp"

#include "shelfcast/base/csv.hpp"
#include "shelfcast/base/words.hpp"
#include "shelfcast/control/backtest_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shelfcast::app {
namespace {

using domain::ModelScore;
using domain::ScoredLevel;

constexpr std::size_t kMostNamed = 20;
constexpr std::array kTables{ScoredLevel::product, ScoredLevel::category, ScoredLevel::marketplace, ScoredLevel::all};

/// How a column of the table is headed.
std::string heading(std::string_view name, std::size_t top) {
  if (name == "precision") return fmt::format("P@{}", top);
  if (name == "ndcg") return fmt::format("NDCG@{}", top);
  const bool is_word = name == "bias" || name == "hits" || name == "skill" || name == "calibration";
  if (is_word || name.starts_with("coverage") || name.starts_with("width")) return std::string(name);
  return uppered(name);
}

std::string cell(std::string_view name, const std::optional<double>& value) {
  if (!value) return "-";
  const bool in_units = name == "rmse" || name == "mae" || name == "width80";
  return in_units ? fmt::format("{:.2f}", *value) : fmt::format("{:.3f}", *value);
}

using Rows = std::vector<const ModelScore*>;

/// The measures that anything has a value of: a table of blanks says nothing.
std::vector<control::NamedMeasure> columns_of(const Rows& rows) {
  std::vector<control::NamedMeasure> columns;
  for (const auto& measure : control::kMeasures)
    if (std::ranges::any_of(rows, [&](const auto* row) { return (row->measures.*measure.value).has_value(); }))
      columns.push_back(measure);
  return columns;
}

std::string table_of(ScoredLevel level, const domain::BacktestReport& report) {
  Rows rows;
  for (const auto& score : report.scores)
    if (score.level == level) rows.push_back(&score);
  if (rows.empty()) return "";
  const auto columns = columns_of(rows);
  std::string table = level == ScoredLevel::all ? "\nall levels" : fmt::format("\nby {}", control::name_of(level));
  if (!rows.front()->rival.empty()) table += fmt::format(" (best naive rival: {})", rows.front()->rival);
  table += fmt::format("\n  {:22}", "");
  for (const auto& measure : columns) table += fmt::format("{:>12}", heading(measure.name, report.top));
  table += fmt::format("{:>12}\n", "forecasts");
  for (const auto* row : rows) {
    table += fmt::format("  {:22}", row->model);
    for (const auto& measure : columns)
      table += fmt::format("{:>12}", cell(measure.name, row->measures.*measure.value));
    table += fmt::format("{:>12}\n", row->forecasts);
  }
  return table;
}

}  // namespace

std::string backtest_table(const domain::BacktestReport& report) {
  std::string text = fmt::format("{}: {} windows of {} days, {} days apart; known until {} .. {}\n", report.marketplace,
                                 report.origins.size(), report.horizon, report.step, format_day(report.origins.front()),
                                 format_day(report.origins.back()));
  for (const auto level : kTables) text += table_of(level, report);
  return text;
}

std::string backtest_csv_header() {
  std::string header = "marketplace,level,model,forecasts,rival";
  for (const auto& measure : control::kMeasures) header += fmt::format(",{}", measure.name);
  return header + '\n';
}

std::string backtest_csv_rows(const domain::BacktestReport& report) {
  std::string csv;
  for (const auto& score : report.scores) {
    csv += fmt::format("{},{},{},{},{}", csv_field(report.marketplace), control::name_of(score.level),
                       csv_field(score.model), score.forecasts, csv_field(score.rival));
    for (const auto& measure : control::kMeasures) {
      const auto& value = score.measures.*measure.value;
      csv += value ? fmt::format(",{}", *value) : ",";
    }
    csv += '\n';
  }
  return csv;
}

std::string left_out(const domain::BacktestReport& report) {
  std::string text;
  for (std::size_t i = 0; i < std::min(report.bad.size(), kMostNamed); ++i) {
    const auto& bad = report.bad[i];
    text += fmt::format("left out: {} of {} {} known until {}: {}\n", bad.model, control::name_of(bad.level),
                        bad.series.empty() ? "(all)" : bad.series, format_day(bad.origin), bad.problem);
  }
  if (report.bad.size() > kMostNamed)
    text += fmt::format("left out: {} more, named by --json\n", report.bad.size() - kMostNamed);
  return text;
}

}  // namespace shelfcast::app
