// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/shop.hpp"

namespace shelfcast::monitor::shop {

/// The variance of what comes, as the interval has it on that side of the forecast on which it came; at least chance.
double variance_of(const Course& course);
/// How far what came is from what was foreseen, in standard deviations. `below` as in `deviations`.
double off_course(const Course& course, double below = 0.5);

}  // namespace shelfcast::monitor::shop
