// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/features.hpp"
#include "shelfcast/domain/panel.hpp"

#include <vector>

namespace shelfcast::models {

/// Daily units of one series from `first` on; days without a sale are zeros.
using Series = std::vector<double>;

double as_units(Micro units);

/// How many days a band is long.
std::size_t day_count(const domain::Band& band);

/// Units of a product from `from` to `to`.
double units_between(const domain::PanelProduct& product, Day from, Day to);

/// Daily units of every category from the panel's first day to `last`.
std::vector<Series> category_series(const domain::Panel& panel, Day last);

/// The moment at which `origin` had become known in full.
Instant known_after(const domain::Panel& panel, Day origin);

}  // namespace shelfcast::models
