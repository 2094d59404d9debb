// SPDX-License-Identifier: Apache-2.0
#include "models/series/exponential_start.hpp"

#include "models/series/seasonality.hpp"

#include <algorithm>
#include <cmath>

namespace shelfcast::models {
namespace {

constexpr std::size_t kStepsWithoutSeason = 12;
constexpr std::size_t kMostSeasons = 4;

/// Whole seasons, so that their mean is free of the season; at most a quarter of the history where that is possible.
std::size_t opening(std::size_t steps, std::size_t season) {
  if (season == 0) return std::min(steps, kStepsWithoutSeason);
  return season * std::clamp<std::size_t>(steps / (4 * season), 1, kMostSeasons);
}

struct Mean {
  double sum = 0;
  double count = 0;

  void add(double value) {
    if (std::isnan(value)) return;
    sum += value;
    count += 1;
  }
  [[nodiscard]] double or_else(double otherwise) const { return count > 0 ? sum / count : otherwise; }
};

Mean mean_of(std::span<const double> values) {
  Mean mean;
  for (const double value : values) mean.add(value);
  return mean;
}

}  // namespace

SeriesStart series_start(std::span<const double> history, const Parts& parts) {
  const std::size_t width = opening(history.size(), parts.season);
  const auto first = history.first(width);
  SeriesStart start;
  Mean mean = mean_of(first);
  if (mean.count == 0) mean = mean_of(history);
  start.level = mean.or_else(0);
  if (parts.trend && width > 1 && history.size() >= 2 * width) {
    const double next = mean_of(history.subspan(width, width)).or_else(start.level);
    start.trend = (next - start.level) / static_cast<double>(width);
    start.level -= start.trend * static_cast<double>(width + 1) / 2;
  }
  if (parts.season > 0) start.season = season_index(history, parts.season, SeasonKind::additive).by_phase;
  return start;
}

}  // namespace shelfcast::models
