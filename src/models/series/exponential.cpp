// SPDX-License-Identifier: Apache-2.0
#include "models/series/exponential.hpp"

#include "models/series/search.hpp"
#include "models/series/seasonality.hpp"
#include "models/series/smoothing_step.hpp"
#include "shelfcast/base/exact_math.hpp"

#include <limits>

namespace shelfcast::models {
namespace {

/// The search goes over square roots of the weights, which are finer where the weights are small: level; then season as
/// a part of what the level leaves; then trend as a part of level, and damping.
template <bool kTrend, bool kSeason>
constexpr std::size_t kAxes = 1U + (kSeason ? 1U : 0U) + (kTrend ? 2U : 0U);

template <bool kTrend, bool kSeason>
Box<kAxes<kTrend, kSeason>> box_of() {
  Box<kAxes<kTrend, kSeason>> box;
  box.low.fill(0.05);
  box.high.fill(0.995);
  if constexpr (kSeason) box.low[1] = 0;
  if constexpr (kTrend) {
    const std::size_t trend = kSeason ? 2 : 1;
    box.low[trend] = 0;
    box.low[trend + 1] = 0.8;  // below it the trend is gone before it counts, above .98 it never ends
    box.high[trend + 1] = 0.98;
  }
  return box;
}

template <bool kTrend, bool kSeason, class Real>
Weights<Real> weights_at(const std::array<Real, kAxes<kTrend, kSeason>>& roots) {
  Weights<Real> weights;
  weights.level = roots[0] * roots[0];
  if constexpr (kSeason) weights.season = (Real(1) - weights.level) * (roots[1] * roots[1]);
  if constexpr (kTrend) {
    const std::size_t trend = kSeason ? 2 : 1;
    weights.trend = weights.level * (roots[trend] * roots[trend]);
    weights.damping = roots[trend + 1];
  }
  return weights;
}

template <bool kTrend, bool kSeason>
Lanes squared_errors(std::span<const double> history, const SeriesStart& start, const Weights<Lanes>& weights) {
  SmoothingState<Lanes> state(start);
  Lanes sum = 0;
  for (const double units : history) {
    const Lanes error = step<kTrend, kSeason>(state, weights, units);
    sum = sum + error * error;
  }
  return sum;
}

/// The weights of one form with the errors they made.
struct Tried {
  Smoothing fit;
  double squares = std::numeric_limits<double>::infinity();
  std::size_t parameters = 0;  ///< weights and what the series started from
};

template <bool kTrend, bool kSeason>
Tried tried(std::span<const double> history, std::size_t season, const Smoothing& simple) {
  constexpr std::size_t kCount = kAxes<kTrend, kSeason>;
  const auto start = series_start(history, {.season = kSeason ? season : 0, .trend = kTrend});
  const auto box = box_of<kTrend, kSeason>();
  const auto errors_of = [&](const Points<kCount>& points) {
    return squared_errors<kTrend, kSeason>(history, start, weights_at<kTrend, kSeason, Lanes>(points));
  };
  Point<kCount> best;
  if constexpr (kCount == 1) {
    best[0] = find_in(box, errors_of);
  } else {
    for (std::size_t axis = 0; axis < kCount; ++axis) best[axis] = box.low[axis] + (box.high[axis] - box.low[axis]) / 4;
    best[0] = std::sqrt(simple.level);
    best = descend(best, box, {.reach = 0.25, .fine = 0.01, .rounds = 12}, errors_of);
  }
  const auto weights = weights_at<kTrend, kSeason, double>(best);
  Points<kCount> lanes;
  for (std::size_t axis = 0; axis < kCount; ++axis) lanes[axis] = Lanes(best[axis]);
  return {.fit = {weights.level, weights.trend, weights.damping, weights.season, kSeason},
          .squares = errors_of(lanes).at(0),
          .parameters = kCount + 1 + (kTrend ? 1U : 0U) + (kSeason ? season - 1 : 0U)};
}

/// Akaike's criterion, corrected for short histories. Errors beneath the dust of rounding are all the same to it.
double criterion(const Tried& tried, double steps, double dust) {
  const auto parameters = static_cast<double>(tried.parameters + 1);
  if (steps <= parameters + 1) return std::numeric_limits<double>::infinity();
  return steps * exact::log(std::max(tried.squares, dust) / steps) + 2 * parameters * steps / (steps - parameters - 1);
}

template <bool kTrend, bool kSeason>
void run(SmoothingState<double>& state, const Weights<double>& weights, std::span<const double> history,
         std::span<double> means) {
  for (const double units : history) step<kTrend, kSeason>(state, weights, units);
  for (double& mean : means) {
    state.trend = weights.damping * state.trend;
    state.level += state.trend;
    mean = state.level + (kSeason ? state.season[state.phase] : 0);
    if constexpr (kSeason) state.phase = (state.phase + 1) % state.season.size();
    mean = std::max(mean, 0.0);
  }
}

}  // namespace

Smoothing fit_simple_smoothing(std::span<const double> history) {
  return tried<false, false>(history, 0, {}).fit;
}

Smoothing fit_smoothing(std::span<const double> history, std::size_t season) {
  double steps = 0;
  double dust = 0;
  for (const double units : history) {
    if (std::isnan(units)) continue;
    steps += 1;
    dust += 1e-20 * units * units;
  }
  const auto simple = tried<false, false>(history, 0, {});
  if (!(dust > 0)) return simple.fit;
  std::array<Tried, 3> others{tried<true, false>(history, 0, simple.fit)};
  if (const auto usable = usable_season(history.size(), season); usable > 0) {
    others[1] = tried<false, true>(history, usable, simple.fit);
    others[2] = tried<true, true>(history, usable, others[1].fit);
  }
  const Tried* best = &simple;
  for (const auto& other : others)
    if (criterion(other, steps, dust) < criterion(*best, steps, dust)) best = &other;
  return best->fit;
}

void forecast(const Smoothing& fit, std::span<const double> history, std::size_t season, std::span<double> means) {
  const bool trend = fit.damping > 0;
  const auto usable = fit.seasonal ? usable_season(history.size(), season) : 0;
  SmoothingState<double> state(series_start(history, {.season = usable, .trend = trend}));
  const Weights<double> weights{fit.level, fit.trend, fit.damping, fit.season};
  if (usable > 0)
    return trend ? run<true, true>(state, weights, history, means) : run<false, true>(state, weights, history, means);
  return trend ? run<true, false>(state, weights, history, means) : run<false, false>(state, weights, history, means);
}

}  // namespace shelfcast::models
