// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/forecast.hpp"
#include "shelfcast/domain/panel.hpp"

#include <functional>
#include <span>
#include <vector>

namespace shelfcast::ranking {

/// Where the cube cuts time: the starts of the running periods, every day up to kDailySteps after the cut, and beyond
/// it the ends of weeks, months and rolling windows, up to kHorizon days after the cut. Ascending.
std::vector<Day> boundaries(Day cut, int week_start);

/// The price planned for a product on a day: the regular price then in force, less a promotion that is planned. Without
/// a price list, what was paid for a unit on the last day it sold; without sales, the price of the product's own row.
double planned_price(const domain::PanelProduct& product, Day day);

using domain::CategoryForecast;
using domain::TakeCategory;
using ForecastCategories = std::function<Result<void>(const TakeCategory& take)>;

/// What was sold and what is expected, cell by cell, in integers: every total is the sum of its parts. Products without
/// a forecast (not on sale) expect nothing. Names of sellers and of ancestor categories come with `names`.
struct Names {
  std::span<const domain::Seller> sellers;
  std::span<const domain::Category> categories;
};
Result<domain::Cube> build_cube(const domain::Panel& panel, const Names& names, const ForecastCategories& forecast);

}  // namespace shelfcast::ranking
