// SPDX-License-Identifier: Apache-2.0
#include "models/history.hpp"

#include <algorithm>

namespace shelfcast::models {

double as_units(Micro units) {
  return static_cast<double>(std::max<Micro>(units, 0)) / static_cast<double>(kMicro);
}

std::size_t day_count(const domain::Band& band) {
  const int days = band.last_step - band.first_step + 1;
  return static_cast<std::size_t>(std::max(days, 0));
}

double units_between(const domain::PanelProduct& product, Day from, Day to) {
  const auto& sales = product.sales;
  auto sale = std::lower_bound(sales.begin(), sales.end(), from, [](const auto& a, Day day) { return a.day < day; });
  double units = 0;
  for (; sale != sales.end() && sale->day <= to; ++sale) units += as_units(sale->units);
  return units;
}

std::vector<Series> category_series(const domain::Panel& panel, Day last) {
  const auto days = static_cast<std::size_t>(std::max(0, last - panel.first + 1));
  std::vector<Series> series(panel.categories.size(), Series(days));
  for (const auto& product : panel.products)
    for (const auto& sale : product.sales)
      if (sale.day >= panel.first && sale.day <= last)
        series[product.category][static_cast<std::size_t>(sale.day - panel.first)] += as_units(sale.units);
  return series;
}

Instant known_after(const domain::Panel& panel, Day origin) {
  return panel.known_at - (panel.cut - origin) * kDaySeconds;
}

}  // namespace shelfcast::models
