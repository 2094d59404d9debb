// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/time.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

// Is what came unlike what came before? Kernels that know their sample size: not the nominal one, by which a hundred
// thousand products would make every trifle significant, but the one that the history's own day-to-day variation shows.
// Each answers in standard errors: 4 is as rare as a normal number of 4, whatever the size. Nullopt where the history
// is too short to know what is usual, or there is nothing to judge.

namespace shelfcast::monitor {

/// Days (or weeks) of history without which nothing is usual yet.
inline constexpr std::size_t kFewestDays = 7;

/// How many of a day's things fell into each bin.
using Bins = std::vector<double>;
/// Of a distribution; positive is unlike. All have the same bins, at least two.
std::optional<double> distribution_drift(const Bins& now, std::span<const Bins> history);
/// So many of so many: rows that were rejected, lines without a price.
struct Share {
  double count = 0;
  double of = 0;
};
/// Of a share; positive is more than usual.
std::optional<double> share_drift(const Share& now, std::span<const Share> history);

/// Of values that are nothing in the mean where all is well, and vary no less than `least` each; signed. They are to be
/// independent: weeks rather than days.
std::optional<double> mean_drift(std::span<const double> values, double least);

struct DayCount {
  Day day;
  double count = 0;
};
/// Of a count, against the same weekday of other weeks; positive is more than usual.
std::optional<double> level_drift(const DayCount& now, std::span<const DayCount> history);

}  // namespace shelfcast::monitor
