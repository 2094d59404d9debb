// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/seasonal/shape.hpp"

#include <span>

namespace shelfcast::models {

/// Ways to say where a series stands: means of its last days or exponential smoothing, of what is left without weekdays
/// and holidays, or without season and trend as well; and the plain mean of 28 days shaped by eight weeks' weekdays,
/// which is hard to beat.
enum class Smoothing { mean, exponential };

struct LevelWay {
  Smoothing smoothing;
  double parameter;  ///< days, or the weight of the newest day
  double prior = 1;  ///< how much more it is believed than the others before any trial
};

inline constexpr std::array<LevelWay, 9> kLevelWays{{{Smoothing::mean, 14},
                                                     {Smoothing::mean, 28, 8},
                                                     {Smoothing::mean, 56},
                                                     {Smoothing::mean, 112},
                                                     {Smoothing::mean, 364},
                                                     {Smoothing::exponential, 0.03},
                                                     {Smoothing::exponential, 0.06},
                                                     {Smoothing::exponential, 0.1},
                                                     {Smoothing::exponential, 0.2}}};

/// Candidates of a total: every way without the season of the year, every way with it, and the weekday mean.
inline constexpr std::size_t kCandidates = 2 * kLevelWays.size() + 1;
inline constexpr std::size_t kWeekdayMean = kCandidates - 1;

/// The state of a series after its last day: what every candidate starts from.
struct LevelState {
  std::array<double, kLevelWays.size()> plain{};
  std::array<double, kLevelWays.size()> seasonal{};
  std::array<double, 7> weekday_mean{};
};

LevelState level_after(const Series& series, std::size_t count, Day first, const Days& days,
                       const SeasonalShape& shape);

/// Log of what season and trend add `ahead` days after `origin`; the trend tires.
double seasonal_log(const SeasonalShape& shape, Day origin, int ahead);

}  // namespace shelfcast::models
