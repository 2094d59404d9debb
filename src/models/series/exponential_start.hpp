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

/// Level and trend from the first seasons of a history (a few where it is long, a dozen steps where it has none):
/// robust rather than sharp, since smoothing forgets them. A season is forgotten slowly or never, so it is taken from
/// all of the history. Censored (NaN) steps count for nothing.
SeriesStart series_start(std::span<const double> history, const Parts& parts);

}  // namespace shelfcast::models
