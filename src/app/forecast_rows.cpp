// SPDX-License-Identifier: Apache-2.0
#include "app/forecast_rows.hpp"

#include "shelfcast/base/csv.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace shelfcast::app {
namespace {

using control::ForecastQuestion;
using domain::Expected;
using domain::Level;

/// Expected units and money of a thing for every day after the cut, and whether it is a young product.
struct Thing {
  std::vector<Expected> days;
  bool young = false;
};
using ThingsById = std::map<std::string, Thing>;  // by their source id

constexpr std::array kBounds{"lo80", "hi80", "lo95", "hi95"};

/// One line: a day or a sum of days.
struct Row {
  std::string id;
  Day day;
  std::size_t steps = 1;
  Expected expected;
  std::optional<domain::IntervalPair> interval;
};

std::string id_at_level(const domain::Panel& panel, const domain::PanelProduct& product, const std::string& level) {
  if (level == "product") return product.product.key;
  return level == "category" ? panel.categories[product.category].key : "";
}

Level level_of(const std::string& name) {
  if (name == "product") return Level::product;
  return name == "category" ? Level::category : Level::marketplace;
}

ThingsById sum_by_id(const ForecastQuestion& question, const ExpectedDays& expected) {
  const auto& panel = expected.panel;
  const auto days = static_cast<std::size_t>(question.days);
  ThingsById table;
  for (std::size_t product = 0; product < panel.products.size(); ++product) {
    auto& [sums, young] = table[id_at_level(panel, panel.products[product], question.level)];
    sums.resize(days);
    for (std::size_t day = 0; day < days; ++day) sums[day] += expected.cells[product * days + day];
    young = question.level == "product" && is_young(panel.products[product], panel.cut);
  }
  return table;
}

/// The bounds in millionths, as they are printed. Rounding must not put the forecast outside of them.
std::array<Micro, 4> bounds_of(const Row& row) {
  const auto below = [&](double bound) { return std::min(to_micro(bound), row.expected.units); };
  const auto above = [&](double bound) { return std::max(to_micro(bound), row.expected.units); };
  return {below(row.interval->of_80.low), above(row.interval->of_80.high), below(row.interval->of_95.low),
          above(row.interval->of_95.high)};
}

std::string csv_line(const ForecastQuestion& question, const std::string& marketplace, const Row& row) {
  auto line =
      fmt::format("{},{},{},{},{},{},{}", question.level, csv_field(marketplace), csv_field(row.id),
                  format_day(row.day), row.steps, format_micro(row.expected.units), format_micro(row.expected.amount));
  if (question.intervals && row.interval)
    for (const Micro bound : bounds_of(row)) line += "," + format_micro(bound);
  if (question.intervals && !row.interval) line += ",,,,";
  return line + '\n';
}

/// Written by hand but for its texts: numbers keep the decimals that CSV has.
std::string json_line(const ForecastQuestion& question, const std::string& marketplace, const Row& row) {
  const auto text = [](const std::string& value) { return nlohmann::json(value).dump(); };
  auto line = fmt::format(R"({{"level":"{}","marketplace":{},"id":{},"date":"{}","steps":{},"units":{},"amount":{})",
                          question.level, text(marketplace), text(row.id), format_day(row.day), row.steps,
                          format_micro(row.expected.units), format_micro(row.expected.amount));
  const auto bounds = row.interval ? bounds_of(row) : std::array<Micro, 4>{};
  for (std::size_t i = 0; question.intervals && i < kBounds.size(); ++i)
    line += fmt::format(R"(,"{}":{})", kBounds[i], row.interval ? format_micro(bounds[i]) : "null");
  return line + "}\n";
}

std::vector<Row> rows_of(const ForecastQuestion& question, const ExpectedDays& expected, const std::string& id,
                         const Thing& thing) {
  const Day first = expected.panel.cut + 1;
  const auto& [days, young] = thing;
  const domain::Peers peers(level_of(question.level), young);
  const auto& intervals = expected.intervals;
  std::vector<Row> rows;
  if (question.total) {
    Expected sum;
    for (const auto& day : days) sum += day;
    rows.push_back({id, first, days.size(), sum, std::nullopt});
    if (intervals) rows.back().interval = intervals->of_total(peers, question.days, from_micro(sum.units));
    return rows;
  }
  for (std::size_t i = 0; i < days.size(); ++i) {
    const int step = static_cast<int>(i) + 1;
    rows.push_back({id, first + static_cast<int>(i), 1, days[i], std::nullopt});
    if (intervals) rows.back().interval = intervals->of_step(peers, step, from_micro(days[i].units));
  }
  return rows;
}

}  // namespace

std::string forecast_header(const ForecastQuestion& question) {
  if (question.json) return "";
  std::string header = "level,marketplace,id,date,steps,units,amount";
  for (const auto* bound : kBounds)
    if (question.intervals) header += std::string(",") + bound;
  return header + '\n';
}

void write_forecast(const ForecastQuestion& question, const ExpectedDays& expected, std::string& out) {
  if (question.level == "all") {
    for (const auto* level : {"product", "category", "marketplace"}) {
      auto of_one = question;
      of_one.level = level;
      write_forecast(of_one, expected, out);
    }
    return;
  }
  const auto& marketplace = expected.panel.marketplace.key;
  for (const auto& [id, thing] : sum_by_id(question, expected))
    for (const auto& row : rows_of(question, expected, id, thing))
      out += question.json ? json_line(question, marketplace, row) : csv_line(question, marketplace, row);
}

}  // namespace shelfcast::app
