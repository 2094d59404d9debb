// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/drift.hpp"

#include <cstddef>
#include <span>

namespace shelfcast::monitor {

inline constexpr double kPercent = 100;

/// Each bin's part of all.
Bins shares_of(const Bins& bins);
/// The mean of the days' parts; there is at least one day.
Bins mean_shares(std::span<const Bins> history);
/// Which part of all is in other bins than before.
double part_that_moved(const Bins& now, const Bins& before);
/// The bin whose share moved most: what a sentence names.
std::size_t moved_most(const Bins& now, const Bins& before);

}  // namespace shelfcast::monitor
