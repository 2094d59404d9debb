// SPDX-License-Identifier: Apache-2.0
#include "models/seasonal/level.hpp"

#include "shelfcast/base/exact_math.hpp"

#include <algorithm>

namespace shelfcast::models {
namespace {

constexpr double kTiring = 180;  // days after which a trend has lost most of its force

double mean_of_last(std::span<const double> values, std::size_t days) {
  const std::size_t count = std::min(days, values.size());
  double sum = 0;
  for (std::size_t i = values.size() - count; i < values.size(); ++i) sum += values[i];
  return count > 0 ? sum / static_cast<double>(count) : 0;
}

double smoothed(std::span<const double> values, double newest) {
  double sum = 0;
  double weights = 0;
  for (const double value : values) {
    sum = sum * (1 - newest) + value;
    weights = weights * (1 - newest) + 1;
  }
  return weights > 0 ? sum / weights : 0;
}

double level_of(const LevelWay& way, std::span<const double> values) {
  return way.smoothing == Smoothing::mean ? mean_of_last(values, static_cast<std::size_t>(way.parameter))
                                          : smoothed(values, way.parameter);
}

std::array<double, 7> weekday_mean_of(std::span<const double> values, Day first) {
  const double mean = mean_of_last(values, 28);
  std::array<double, 7> shape{};
  const std::size_t count = std::min<std::size_t>(56, values.size());
  for (std::size_t i = values.size() - count; i < values.size(); ++i)
    shape[static_cast<std::size_t>(weekday(first + static_cast<int>(i)))] += values[i];
  double whole = 0;
  for (const double units : shape) whole += units / 7;
  const bool even = whole <= 0 || count < 56;
  for (double& units : shape) units = even ? mean : mean * units / whole;
  return shape;
}

}  // namespace

double seasonal_log(const SeasonalShape& shape, Day origin, int ahead) {
  const double trend = ahead <= 0 ? shape.slope * ahead : shape.slope * kTiring * (1 - exact::exp(-ahead / kTiring));
  return trend + season_at(shape, origin + ahead);
}

LevelState level_after(const Series& series, std::size_t count, Day first, const Days& days,
                       const SeasonalShape& shape) {
  const Day origin = first + (static_cast<int>(count) - 1);
  Series plain(count);
  Series still(count);
  for (std::size_t i = 0; i < count; ++i) {
    const Day day = first + static_cast<int>(i);
    plain[i] = series[i] / day_factor(days, shape.effects, day);
    still[i] = plain[i] * exact::exp(-seasonal_log(shape, origin, day - origin));
  }
  LevelState state;
  for (std::size_t k = 0; k < kLevelWays.size(); ++k) {
    state.plain[k] = level_of(kLevelWays[k], plain);
    state.seasonal[k] = level_of(kLevelWays[k], still);
  }
  state.weekday_mean = weekday_mean_of(std::span(series).first(count), first);
  return state;
}

}  // namespace shelfcast::models
