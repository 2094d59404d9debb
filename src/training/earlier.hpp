// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "training/fit.hpp"
#include "training/runs.hpp"

namespace shelfcast::training {

/// How this blend would have foreseen categories and the whole in the year before `end`, week by week: there are so few
/// of them that the last weeks alone cannot tell how sure it is. Products are left out, whose fits cost too much.
Result<RunPairs> earlier_runs_of_groups(const domain::Panel& panel, Day end, const Blend& blend,
                                        const Fitting& fitting);

/// The runs of categories, and of the whole that is their sum. Totals are categories x days.
void add_group_runs(const domain::Panel& categories, const domain::Panel& whole, Day origin, const models::Grid& totals,
                    RunPairs& pairs);

}  // namespace shelfcast::training
