// SPDX-License-Identifier: Apache-2.0
#include "models/naive.hpp"

#include "models/history.hpp"

#include <array>

namespace shelfcast::models {
namespace {

std::array<double, 7> last_week_of(const domain::PanelProduct& product, Day origin) {
  std::array<double, 7> week{};
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
    case Naive::mean_84_days:
      return "12-week mean";
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
  const auto shapes = kind_ == Naive::mean_28_days_by_weekday ? weekday_shapes(panel, question.origin)
                                                              : std::vector<Week>(panel.categories.size());
  auto grid = make_grid(panel.products.size(), question.slices.size());
  for (std::size_t p = 0; p < panel.products.size(); ++p) {
    const auto& product = panel.products[p];
    const auto week = shape_of(product, shapes[product.category], question.origin);
    for (std::size_t i = 0; i < grid.columns; ++i)
      grid.at(p, i) = mean_of_shape(week, question.origin, question.slices[i]);
  }
  return grid;
}

NaiveModel::Week NaiveModel::shape_of(const domain::PanelProduct& product, const Week& weekdays, Day origin) const {
  if (kind_ == Naive::last_week) return last_week_of(product, origin);
  const int days = kind_ == Naive::mean_84_days ? 84 : 28;
  const double mean = units_between(product, origin - (days - 1), origin) / days;
  Week week{};
  for (std::size_t day = 0; day < week.size(); ++day)
    week[day] = kind_ == Naive::mean_28_days_by_weekday ? mean * weekdays[day] : mean;
  return week;
}

}  // namespace shelfcast::models
