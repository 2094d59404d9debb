// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "training/backtest.hpp"
#include "training/fit.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace shelfcast::training {

/// All fits that a training needs, the one to be used first, the others to measure it by.
struct Plan {
  std::vector<FitWanted> fits;
  std::optional<std::size_t> last_weeks;                   // index into fits
  std::vector<std::pair<Frame, std::size_t>> long_frames;  // the same
};

/// For a forecast of so many days; what lies within four weeks is measured by the last weeks alone.
Plan plan_fits(const domain::Panel& panel, int days);

/// Walks the last weeks, and looks at the long frames. Where the history is too short nothing is measured.
Result<Backtest> measure_plan(const domain::Panel& panel, const Plan& plan, const std::vector<ProductBlobs>& fits,
                              runtime::Runtime& runtime);

/// One for each frame and level; without bins where not measured.
std::vector<domain::ConfidenceCurve> curves_of(Outcomes& outcomes);

}  // namespace shelfcast::training
