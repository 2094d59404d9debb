// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/models/conformal.hpp"
#include "training/prediction.hpp"
#include "training/scoring.hpp"

#include <array>
#include <map>

namespace shelfcast::training {

/// The runs of days whose totals are measured: from the first day after an origin on.
inline constexpr std::array kRunDays{7, 28, 91, 365};

/// Of peers and runs: what was foreseen of each, beside what came.
using RunPairs = std::map<std::pair<domain::Peers, int>, std::vector<models::Pair>>;

/// What was foreseen, from an origin on, for so many days.
struct Outlook {
  Day origin;
  int days;
  const UnitsOf& units;
};

/// Adds the runs of a panel's products that have come by its cut. A panel of groups tells of a higher level.
void add_runs(const domain::Panel& panel, const Outlook& outlook, domain::Level level, RunPairs& pairs);

void join(RunPairs& sum, RunPairs&& more);

}  // namespace shelfcast::training
