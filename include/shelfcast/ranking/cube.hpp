// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/forecast.hpp"
#include "shelfcast/domain/panel.hpp"
#include "shelfcast/models/parameters.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace shelfcast::ranking {

/// Cells of time after the cut: cell i is the days cut + (edges[i], edges[i + 1]]. Ascending, from 0 to at most kHorizon.
using Edges = std::span<const int>;

/// What is expected of every product of the panel in every cell: row-major, in integers.
using Cells = std::vector<domain::Expected>;

/// By a trained model. Money is units times the price planned: the regular price in force on those days, less promotions
/// planned for them; without a price list, what was last paid for a unit.
Result<Cells> expected(const domain::Panel& panel, const models::Parameters& parameters, Edges edges);
/// By a naive rival, named as in models::every_model.
Result<Cells> expected_by_rival(const domain::Panel& panel, std::string_view rival, Edges edges);

/// Where the cube cuts time: the starts of the running periods, every day up to kDailySteps after the cut, and beyond it
/// the ends of weeks, months and rolling windows, up to kHorizon days after the cut. Ascending.
std::vector<Day> boundaries(Day cut, int week_start);

/// Names of sellers and of categories, ancestors included; each ascending by id.
struct Names {
  std::span<const domain::Seller> sellers;
  std::span<const domain::Category> categories;
};
/// What was sold in the running periods and what is expected after them, ready to be published but for its receipt and
/// confidence: every total is the sum of its parts. Products that are not on sale expect nothing.
Result<domain::Cube> build_cube(const domain::Panel& panel, const Names& names, const models::Parameters& parameters);

}  // namespace shelfcast::ranking
