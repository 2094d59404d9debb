// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/features.hpp"
#include "shelfcast/domain/panel.hpp"

#include <array>
#include <vector>

namespace shelfcast::models {

/// Daily units of one series from `first` on; days without a sale are zeros.
using Series = std::vector<double>;

double as_units(Micro units);

/// How many days a band is long.
std::size_t day_count(const domain::Band& band);

/// Units of a product from `from` to `to`.
double units_between(const domain::PanelProduct& product, Day from, Day to);

/// Daily units of every product from the panel's first day to `last`.
std::vector<Series> daily_series(const domain::Panel& panel, Day last);

/// How the weekdays of every category lay to their mean over the eight weeks up to `origin`; all 1 where it sold
/// nothing.
std::vector<std::array<double, 7>> weekday_shapes(const domain::Panel& panel, Day origin);

/// The mean of a weekday shape over the days of a slice after `origin`.
double mean_of_shape(const std::array<double, 7>& shape, Day origin, const domain::Band& slice);

}  // namespace shelfcast::models
