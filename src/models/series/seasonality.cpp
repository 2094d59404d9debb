// SPDX-License-Identifier: Apache-2.0
#include "models/series/seasonality.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace shelfcast::models {
namespace {

constexpr double kSeasonalAbove = 1.6448536269514722;  // of a standard normal, 5 % lie above
constexpr double kLeastFactor = 0.01;

/// Differences to the mean; 0 where censored, so that such a step takes no part in a product.
std::vector<double> centred(std::span<const double> history) {
  double sum = 0;
  double count = 0;
  for (const double units : history) {
    if (std::isnan(units)) continue;
    sum += units;
    count += 1;
  }
  std::vector<double> values;
  values.reserve(history.size());
  for (const double units : history) values.push_back(std::isnan(units) ? 0 : units - sum / count);
  return values;
}

/// Sum of the products of what lies `lag` steps apart, in four sums that do not wait for each other.
double products(std::span<const double> values, std::size_t lag) {
  std::array<double, 4> sums{};
  const std::size_t count = values.size() - lag;
  const std::size_t by_four = count - count % 4;
  for (std::size_t t = 0; t < by_four; t += 4)
    for (std::size_t i = 0; i < 4; ++i) sums[i] += values[t + i] * values[t + i + lag];
  for (std::size_t t = by_four; t < count; ++t) sums[0] += values[t] * values[t + lag];
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

bool correlates(std::span<const double> history, std::size_t season) {
  const auto values = centred(history);
  const double variance = products(values, 0);
  if (!(variance > 0)) return false;
  double squares = 0;
  for (std::size_t lag = 1; lag < season; ++lag) {
    const double correlation = products(values, lag) / variance;
    squares += correlation * correlation;
  }
  const double limit = kSeasonalAbove * std::sqrt((1 + 2 * squares) / static_cast<double>(history.size()));
  return std::abs(products(values, season) / variance) > limit;
}

/// A sum over a window that moves on a step at a time, of what is known in it.
struct MovingSum {
  double sum = 0;
  double count = 0;

  void add(double units, double weight) {
    if (std::isnan(units)) return;
    sum += weight * units;
    count += weight;
  }
};

/// Means over one season around each step; an even season takes half of the step at either end. NaN where
/// fewer than `least` steps are known.
std::vector<double> centred_means(std::span<const double> history, std::size_t season, double least) {
  const std::size_t half = season / 2;
  const bool even = season % 2 == 0;
  std::vector<double> means(history.size(), std::nan(""));
  MovingSum window;
  for (std::size_t t = 0; t < season; ++t) window.add(history[t], 1);
  for (std::size_t t = half; t + half < history.size(); ++t) {
    // The window holds the season that begins at t - half; with an even one it ends a step short of t + half.
    MovingSum here = window;
    if (even) {
      here.add(history[t - half], -0.5);
      here.add(history[t + half], 0.5);
    }
    if (here.count >= least) means[t] = here.sum / here.count;
    window.add(history[t - half], -1);
    if (t - half + season < history.size()) window.add(history[t - half + season], 1);
  }
  return means;
}

/// What the known steps of each phase differ from their centred means by, or their ratios to them.
std::vector<MovingSum> against_means(std::span<const double> history, std::size_t season, bool ratios, double least) {
  const auto means = centred_means(history, season, least);
  std::vector<MovingSum> phases(season);
  std::size_t phase = 0;
  for (std::size_t t = 0; t < history.size(); ++t) {
    if (!ratios) phases[phase].add(history[t] - means[t], 1);
    if (ratios && means[t] > 0) phases[phase].add(history[t] / means[t], 1);
    if (++phase == season) phase = 0;
  }
  return phases;
}

bool all_positive(std::span<const double> history) {
  return std::none_of(history.begin(), history.end(), [](double units) { return units <= 0; });
}

}  // namespace

double SeasonIndex::without(double units, std::size_t step) const {
  if (kind == SeasonKind::none) return units;
  const double index = by_phase[step % by_phase.size()];
  return kind == SeasonKind::additive ? units - index : units / index;
}

double SeasonIndex::with(double units, std::size_t step) const {
  if (kind == SeasonKind::none) return units;
  const double index = by_phase[step % by_phase.size()];
  return kind == SeasonKind::additive ? units + index : units * index;
}

std::size_t usable_season(std::size_t steps, std::size_t season) {
  return season >= 2 && steps >= 2 * season ? season : 0;
}

SeasonKind season_kind(std::span<const double> history, std::size_t season) {
  if (usable_season(history.size(), season) < 4 || !correlates(history, season)) return SeasonKind::none;
  if (!all_positive(history)) return SeasonKind::additive;
  const auto index = season_index(history, season, SeasonKind::multiplicative).by_phase;
  const bool nearly_nothing = *std::min_element(index.begin(), index.end()) <= kLeastFactor;
  return nearly_nothing ? SeasonKind::additive : SeasonKind::multiplicative;
}

SeasonIndex season_index(std::span<const double> history, std::size_t season, SeasonKind kind) {
  if (kind == SeasonKind::none || usable_season(history.size(), season) == 0) return {};
  const bool factors = kind == SeasonKind::multiplicative;
  auto phases = against_means(history, season, factors, static_cast<double>(season));
  // A mean over a part of a season is off by the rest: only where censored steps leave nothing better.
  const auto unknown = [](const MovingSum& phase) { return phase.count == 0; };
  if (std::any_of(phases.begin(), phases.end(), unknown)) phases = against_means(history, season, factors, 1);
  SeasonIndex index{.kind = kind, .by_phase = std::vector<double>(season)};
  double mean = 0;
  for (std::size_t p = 0; p < season; ++p) {
    index.by_phase[p] = phases[p].count > 0 ? phases[p].sum / phases[p].count : (factors ? 1.0 : 0.0);
    mean += index.by_phase[p] / static_cast<double>(season);
  }
  if (factors && !(mean > 0)) return {};
  for (double& value : index.by_phase) value = factors ? std::max(value / mean, kLeastFactor) : value - mean;
  return index;
}

}  // namespace shelfcast::models
