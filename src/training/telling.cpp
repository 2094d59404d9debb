// SPDX-License-Identifier: Apache-2.0
#include "training/telling.hpp"

#include "training/weeks.hpp"

#include <algorithm>

namespace shelfcast::training {
namespace {

constexpr auto kDays = static_cast<std::size_t>(domain::kHorizon);

std::vector<std::vector<std::size_t>> products_by_category(const domain::Panel& panel) {
  std::vector<std::vector<std::size_t>> rows(panel.categories.size());
  for (std::size_t p = 0; p < panel.products.size(); ++p) rows[panel.products[p].category].push_back(p);
  return rows;
}

}  // namespace

void tell(const Prediction& prediction, const domain::Panel& told, const domain::Panel& panel,
          const domain::TakeCategory& take) {
  const auto by_category = products_by_category(panel);
  std::vector<double> units;
  for (std::size_t c = 0; c < by_category.size(); ++c) {
    auto rows = by_category[c];
    std::erase_if(rows, [&](std::size_t p) { return !prediction.speaks_of(p); });
    if (rows.empty()) continue;
    units.clear();
    for (const std::size_t p : rows)
      for (std::size_t day = 0; day < kDays; ++day) units.push_back(prediction.units(p, c, day));
    const auto gathered = with_weeks_gathered(told, panel, units);
    take({.rows = rows, .units = gathered});
  }
}

void tell(const models::Grid& units, const domain::Panel& told, const domain::Panel& panel,
          const domain::TakeCategory& take) {
  std::vector<double> of_category;
  for (const auto& rows : products_by_category(panel)) {
    if (rows.empty()) continue;
    of_category.clear();
    for (const std::size_t p : rows) {
      const auto* const first = units.values.data() + p * units.columns;
      of_category.insert(of_category.end(), first, first + units.columns);
    }
    const auto gathered = with_weeks_gathered(told, panel, of_category);
    take({.rows = rows, .units = gathered});
  }
}

}  // namespace shelfcast::training
