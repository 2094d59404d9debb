// SPDX-License-Identifier: Apache-2.0
#include "app/local_forecasts.hpp"

#include "app/csv_text.hpp"
#include "shelfcast/features/data_cut.hpp"
#include "shelfcast/features/panel.hpp"
#include "shelfcast/ranking/cube.hpp"
#include "shelfcast/training/train.hpp"

#include <fmt/format.h>

#include <map>
#include <numeric>

namespace shelfcast::app {
namespace {

using control::ForecastQuestion;
using domain::Expected;

/// Expected units and money of things, by their source id, for every day after the cut.
using DaysById = std::map<std::string, std::vector<Expected>>;

std::string id_at_level(const domain::Panel& panel, const domain::PanelProduct& product, const std::string& level) {
  if (level == "product") return product.product.key;
  return level == "category" ? panel.categories[product.category].key : "";
}

void write_rows(const ForecastQuestion& question, const domain::Panel& panel, const DaysById& table, std::string& csv) {
  for (const auto& [id, days] : table) {
    const auto row = [&](Day day, std::size_t steps, const Expected& sum) {
      csv += fmt::format("{},{},{},{},{},{},{}\n", question.level, csv_field(panel.marketplace.key), csv_field(id),
                         format_day(day), steps, format_micro(sum.units), format_micro(sum.amount));
    };
    if (question.total) {
      Expected sum;
      for (const auto& day : days) sum += day;
      row(panel.cut + 1, days.size(), sum);
    } else {
      for (std::size_t i = 0; i < days.size(); ++i) row(panel.cut + 1 + static_cast<int>(i), 1, days[i]);
    }
  }
}

}  // namespace

Result<std::string> LocalForecasts::csv(const ForecastQuestion& question) {
  const auto marketplaces = house_.catalogue->marketplaces();
  if (!marketplaces) return std::unexpected(marketplaces.error());
  std::string csv = "level,marketplace,id,date,steps,units,amount\n";
  bool found = false;
  for (const auto& marketplace : *marketplaces) {
    if (!question.marketplace.empty() && question.marketplace != marketplace.key) continue;
    found = true;
    if (auto added = add_marketplace(question, marketplace, csv); !added) return std::unexpected(added.error());
  }
  if (!found) return fail(Code::not_found, question.marketplace, "there is no such marketplace here");
  return csv;
}

Result<void> LocalForecasts::add_marketplace(const ForecastQuestion& question, const domain::Marketplace& marketplace,
                                             std::string& csv) {
  const auto known_at = question.as_of ? features::known_in_full(marketplace, *question.as_of)
                                       : features::end_of_data(marketplace, *house_.deltas);
  if (!known_at) return std::unexpected(known_at.error());
  const auto panel =
      features::panel_as_known_at(*house_.deltas, *house_.catalogue, marketplace, *known_at,
                                  {.history_days = static_cast<int>(house_.config.integer("refresh.history_days"))});
  if (!panel) return std::unexpected(panel.error());
  const auto trained = training::train(*panel, *house_.runtime, [](double) {});
  if (!trained) return std::unexpected(trained.error());
  const auto days = static_cast<std::size_t>(question.days);
  std::vector<int> edges(days + 1);
  std::iota(edges.begin(), edges.end(), 0);
  const auto cells = ranking::expected(
      *panel, edges, [&](const domain::TakeCategory& take) { return training::forecast(trained->blob, *panel, take); });
  if (!cells) return std::unexpected(cells.error());

  DaysById table;
  for (std::size_t product = 0; product < panel->products.size(); ++product) {
    auto& sums = table[id_at_level(*panel, panel->products[product], question.level)];
    sums.resize(days);
    for (std::size_t day = 0; day < days; ++day) sums[day] += (*cells)[product * days + day];
  }
  write_rows(question, *panel, table, csv);
  return {};
}

}  // namespace shelfcast::app
