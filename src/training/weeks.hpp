// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/forecast.hpp"
#include "shelfcast/domain/panel.hpp"

#include <vector>

namespace shelfcast::training {

/// A panel whose source tells of weeks, as models want it: each week's sales spread evenly over the seven days that end
/// with its date, holidays over those of their week, and the cut at the last date. Any other panel is as it was.
domain::Panel with_weeks_spread(const domain::Panel& panel);

/// The way back: what was forecast for days after the spread panel's cut, as weeks on their dates after the panel's.
/// Rows are of kHorizon days.
std::vector<double> with_weeks_gathered(const domain::Panel& panel, const domain::Panel& spread,
                                        std::span<const double> units);

}  // namespace shelfcast::training
