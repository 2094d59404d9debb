// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace shelfcast::models {

/// Which parts a series is thought to have.
struct Parts {
  std::size_t season = 0;  ///< steps; 0: none
  bool trend = false;
};

/// What a series looked like before its first step.
struct SeriesStart {
  double level = 0;
  double trend = 0;
  std::vector<double> season;  ///< what each step of the season adds; empty where there is none
};

/// From the first seasons of a history (a few where it is long, or a dozen steps where it has none): robust rather than
/// sharp, since the smoothing forgets it. Censored (NaN) steps count for nothing.
SeriesStart series_start(std::span<const double> history, const Parts& parts);

/// The season that can be learnt from a history of that many steps: 0 below two whole ones.
std::size_t usable_season(std::size_t steps, std::size_t season);

}  // namespace shelfcast::models
