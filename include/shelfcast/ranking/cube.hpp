// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/forecast.hpp"
#include "shelfcast/domain/panel.hpp"
#include "shelfcast/domain/running.hpp"
#include "shelfcast/runtime/runtime.hpp"

#include <functional>
#include <span>
#include <vector>

namespace shelfcast::ranking {

/// Cells of time after the cut: cell i is the days cut + (edges[i], edges[i + 1]]. Ascending, from 0 to at most
/// kHorizon.
using Edges = std::span<const int>;

/// What is expected of every product of the panel in every cell: row-major, in integers.
using Cells = std::vector<domain::Expected>;

/// Tells what is expected, one category after the other (training::forecast, or a rival's).
using Forecast = std::function<Result<void>(const domain::TakeCategory& take)>;

/// Money is units times the price planned: the regular price in force on those days, less promotions planned for them;
/// without a price list, what was last paid for a unit. Products that no category told of expect nothing.
Result<Cells> expected(const domain::Panel& panel, Edges edges, const Forecast& forecast);

/// Where the cube cuts time: the starts of the running periods, every day up to kDailySteps after the cut, and beyond
/// it the ends of weeks, months and rolling windows, up to kHorizon days after the cut. Ascending.
std::vector<Day> boundaries(Day cut, int week_start);

/// Names of sellers and of categories, ancestors included; each ascending by id.
struct Names {
  std::span<const domain::Seller> sellers;
  std::span<const domain::Category> categories;
};
/// What was sold in the running periods and what is expected after them, the days that run included (see nowcast.hpp),
/// ready to be published but for its confidence and its receipt, of which it says `numbers`: every total is the sum of
/// its parts.
Result<domain::Cube> build_cube(const domain::Panel& panel, const domain::Running& running, const Names& names,
                                const Forecast& forecast);

/// Draws how the rankings of the running and the rolling period of each frame may end - of the products of every
/// category, and of the categories - and completes the cube, by its receipt's cut and seed, with their chances. Without
/// intervals there are none.
void draw_chances(domain::Cube& cube, runtime::Runtime& runtime);

}  // namespace shelfcast::ranking
