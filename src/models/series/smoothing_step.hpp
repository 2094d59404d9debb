// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/series/exponential_start.hpp"
#include "models/series/lanes.hpp"

#include <cmath>
#include <vector>

namespace shelfcast::models {

/// The recursion of exponential smoothing, of one series (Real is double) or of sixteen candidates (Lanes).
template <class Real>
struct Weights {
  Real level = 0;
  Real trend = 0;
  Real damping = 0;
  Real season = 0;
};

template <class Real>
struct SmoothingState {
  Real level = 0;
  Real trend = 0;
  std::vector<Real> season;
  std::size_t phase = 0;

  explicit SmoothingState(const SeriesStart& start)
      : level(start.level), trend(start.trend), season(start.season.begin(), start.season.end()) {}
};

/// One step; returns its error, 0 where `units` is NaN: the state is carried over what is not known.
template <bool kTrend, bool kSeason, class Real>
inline Real step(SmoothingState<Real>& state, const Weights<Real>& weights, double units) {
  if constexpr (kTrend) {
    state.trend = weights.damping * state.trend;
    state.level = state.level + state.trend;
  }
  Real error = 0;
  if (!std::isnan(units)) {
    error = Real(units) - state.level;
    if constexpr (kSeason) {
      error = error - state.season[state.phase];
      state.season[state.phase] = state.season[state.phase] + weights.season * error;
    }
    state.level = state.level + weights.level * error;
    if constexpr (kTrend) state.trend = state.trend + weights.trend * error;
  }
  if constexpr (kSeason) state.phase = state.phase + 1 == state.season.size() ? 0 : state.phase + 1;
  return error;
}

}  // namespace shelfcast::models
