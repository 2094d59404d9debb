// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/history.hpp"
#include "models/seasonal/day_kinds.hpp"

#include <array>

namespace shelfcast::models {

/// What makes days differ apart from the level: weekdays and holidays (factors), the season of the year and the trend (logs).
struct SeasonalShape {
  std::vector<double> effects;      ///< by DayKinds
  std::array<double, 6> season{};   ///< cosine and sine of one, two and three waves a year
  double slope = 0;                 ///< of the log, a day
};

/// Log of the season of the year, a mean of zero over it.
double season_at(const SeasonalShape& shape, Day day);

/// Learns the shape of a daily series that begins at `first`. `like` is what it is drawn towards: the whole
/// marketplace's shape for a category, so that a holiday that a small category saw once is not left to its noise.
/// Season and trend stay those of `like` (none at first) where less than a year and a half is known: they cannot be told apart.
SeasonalShape learn_shape(const Series& series, Day first, const DayKinds& kinds, const SeasonalShape& like);

/// The shape of nothing learnt.
SeasonalShape flat_shape(const DayKinds& kinds);

}  // namespace shelfcast::models
