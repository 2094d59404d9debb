// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/forecast.hpp"
#include "training/scoring.hpp"

namespace shelfcast::training {

/// One prediction beside what came.
struct Outcome {
  double predicted = 0;  ///< amount, in minor units
  bool hit = false;
};

/// Adds an outcome for every product or category that was foreseen to sell anything.
void add_outcomes(const Sums& foreseen, const Sums& actual, std::vector<Outcome>& outcomes);

/// Hit rates by size of prediction. The bins are finest at the top, where rankings are read; none holds fewer than 50
/// outcomes, and without as many there are no bins. Measured, not smoothed: small predictions of nothing are hit as
/// often as large ones, so that rates need not rise with size.
std::vector<domain::ConfidenceBin> measure_bins(std::vector<Outcome> outcomes);

}  // namespace shelfcast::training
