// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

namespace shelfcast::models {

/// How fast each part of a series is learnt anew: what an error of one step moves. Additive errors, damped additive
/// trend, additive season; without trend and season it is simple exponential smoothing.
struct Smoothing {
  double level = 0.1;
  double trend = 0;
  double damping = 0;  ///< what a step leaves of the trend; 0: there is none
  double season = 0;
  bool seasonal = false;
};

/// Simple smoothing with the weight that made the least squared one-step errors.
///
/// Histories here and in the other series kernels are units of equal steps, NaN where censored: the state is carried
/// over such a step, and no error is counted. They may be empty. The same history gives the same bits on every machine.
Smoothing fit_simple_smoothing(std::span<const double> history);

/// Chooses also whether there are a trend and a season of so many steps, by Akaike's criterion.
Smoothing fit_smoothing(std::span<const double> history, std::size_t season);

/// The means of the steps after the history: finite, never negative. The history may have grown since the fit.
void forecast(const Smoothing& fit, std::span<const double> history, std::size_t season, std::span<double> means);

}  // namespace shelfcast::models
