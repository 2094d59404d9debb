// SPDX-License-Identifier: Apache-2.0
#include "models/naive.hpp"

#include "models/history.hpp"

#include <array>

namespace shelfcast::models {
namespace {

using Week = std::array<double, 7>;

constexpr int kShapeWeeks = 8;

/// How a category's weekdays lay to their mean; all 1 where it sold nothing.
std::vector<Week> weekday_shapes(const domain::Panel& panel, Day origin) {
  std::vector<Week> shapes(panel.categories.size(), Week{});
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

Week last_week_of(const domain::PanelProduct& product, Day origin) {
  Week week{};
  for (auto sale = product.sales.rbegin(); sale != product.sales.rend() && sale->day > origin - 7; ++sale)
    if (sale->day <= origin) week[static_cast<std::size_t>(weekday(sale->day))] += as_units(sale->units);
  return week;
}

}  // namespace

std::string_view NaiveModel::name() const {
  switch (kind_) {
    case Naive::last_week:
      return "seasonal naive";
    case Naive::mean_28_days:
      return "28-day mean";
    case Naive::mean_28_days_by_weekday:
      return "weekday mean";
  }
  return "";
}

Result<std::string> NaiveModel::fit(const Evidence& /*evidence*/) const {
  return std::string(name());
}

Result<Grid> NaiveModel::predict(std::string_view blob, const Question& question) const {
  if (blob != name()) return fail(Code::corrupt, std::string(name()), "this is not a fit of the model");
  const auto& panel = question.panel;
  const auto shapes = weekday_shapes(panel, question.origin);
  auto grid = make_grid(panel.products.size(), day_count(question.band));
  for (std::size_t p = 0; p < panel.products.size(); ++p) {
    const auto& product = panel.products[p];
    const auto week = last_week_of(product, question.origin);
    const double mean = units_between(product, question.origin - 27, question.origin) / 28;
    for (std::size_t i = 0; i < grid.columns; ++i) {
      const auto day =
          static_cast<std::size_t>(weekday(question.origin + question.band.first_step + static_cast<int>(i)));
      switch (kind_) {
        case Naive::last_week:
          grid.at(p, i) = week[day];
          break;
        case Naive::mean_28_days:
          grid.at(p, i) = mean;
          break;
        case Naive::mean_28_days_by_weekday:
          grid.at(p, i) = mean * shapes[product.category][day];
          break;
      }
    }
  }
  return grid;
}

}  // namespace shelfcast::models
