// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace shelfcast::models {

enum class IntermittentKind : std::uint8_t {
  croston,  ///< size of a sale over steps between sales, both smoothed at each sale
  sba,      ///< that, less what smoothing the steps overstates it by (Syntetos and Boylan)
  tsb,      ///< size of a sale times the chance of one, smoothed at every step: falls while nothing sells
};

/// How fast the size of a sale is learnt anew, and how fast its frequency.
struct Intermittent {
  IntermittentKind kind = IntermittentKind::tsb;
  double size = 0.1;
  double frequency = 0.1;
};

/// The least squared errors of the rate, step by step. Histories as in exponential.hpp.
Intermittent fit_intermittent(IntermittentKind kind, std::span<const double> history);

/// Units of each step after the history, the same for all of them: finite, never negative. The history may have grown
/// since the fit.
double rate(const Intermittent& fit, std::span<const double> history);

}  // namespace shelfcast::models
