// SPDX-License-Identifier: Apache-2.0
#include "models/history.hpp"

#include <algorithm>

namespace shelfcast::models {

double as_units(Micro units) {
  return from_micro(std::max<Micro>(units, 0));
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

std::vector<Series> daily_series(const domain::Panel& panel, Day last) {
  const auto days = static_cast<std::size_t>(std::max(0, last - panel.first + 1));
  std::vector<Series> series(panel.products.size(), Series(days));
  for (std::size_t p = 0; p < series.size(); ++p)
    for (const auto& sale : panel.products[p].sales)
      if (sale.day >= panel.first && sale.day <= last)
        series[p][static_cast<std::size_t>(sale.day - panel.first)] += as_units(sale.units);
  return series;
}

std::vector<std::array<double, 7>> weekday_shapes(const domain::Panel& panel, Day origin) {
  constexpr int kShapeWeeks = 8;
  std::vector<std::array<double, 7>> shapes(panel.categories.size(), std::array<double, 7>{});
  for (const auto& product : panel.products)
    for (const auto& sale : product.sales)
      if (sale.day > origin - 7 * kShapeWeeks && sale.day <= origin)
        shapes[product.category][static_cast<std::size_t>(weekday(sale.day))] += as_units(sale.units);
  for (auto& shape : shapes) {
    double mean = 0;
    for (const double units : shape) mean += units / 7;
    for (double& units : shape) units = mean > 0 ? units / mean : 1.0;
  }
  return shapes;
}

double mean_of_shape(const std::array<double, 7>& shape, Day origin, const domain::Band& slice) {
  double sum = 0;
  for (int step = slice.first_step; step <= slice.last_step; ++step)
    sum += shape[static_cast<std::size_t>(weekday(origin + step))];
  return sum / static_cast<double>(day_count(slice));
}

}  // namespace shelfcast::models
