// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/history.hpp"
#include "models/seasonal/markdown.hpp"

#include <array>
#include <span>

namespace shelfcast::models {

/// What makes days differ apart from the level: weekdays and holidays (factors), the season of the year and the trend
/// (logs).
struct SeasonalShape {
  std::vector<double> effects;     ///< of kinds of days, and of markdowns
  std::array<double, 6> season{};  ///< cosine and sine of one, two and three waves a year
  double slope = 0;                ///< of the log, a day
};

inline constexpr double kSteadyUnits = 50;  ///< a day: below it noise decides what a ratio to the level is
inline constexpr double kSeasonRidge = 4;   ///< in weeks of evidence

/// Cosine and sine of one, two and three waves a year.
std::array<double, 6> waves(Day day);

/// Log of the season of the year, a mean of zero over it.
double season_at(const SeasonalShape& shape, Day day);

/// What a shape is drawn towards, and how strongly its holidays are, in days of steady sales.
struct Prior {
  const SeasonalShape& shape;
  double holiday_ridge;
};

/// A marketplace sees each holiday once a year, but with all its sales: once says much. A category is drawn towards the
/// marketplace, so that a holiday that a small one saw once is not left to its noise.
inline constexpr double kMarketplaceRidge = 0.25;
inline constexpr double kCategoryRidge = 1;

struct MonthMean;

/// Learns the shape of a daily series that begins at `first`, behind the months told of it. Of days, season and trend
/// stay those of the months or the prior (none at first) where less than a year and a half is known: they cannot be
/// told apart.
SeasonalShape learn_shape(const Series& series, Day first, const Days& days, const Prior& prior,
                          std::span<const MonthMean> months);

/// The shape of nothing learnt.
SeasonalShape flat_shape(const DayKinds& kinds);

}  // namespace shelfcast::models
