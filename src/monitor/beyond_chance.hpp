// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace shelfcast::monitor {

/// The value below which such a part of the values lies; 0 of none.
double quantile(std::vector<double> values, double part);

/// What the bulk of many deviations is measured on: the deviations themselves, or what says more of it.
struct Measured {
  std::span<const double> middles;
  std::span<const double> widths;  ///< freed of what groups of them share
};

/// The same deviations as seen against the bulk of them, who had been expected to be normal: of each block of a similar
/// size the middle is taken off, and the width on either side made 1 where it is more. A few that are far off do not
/// change it.
std::vector<double> against_bulk(std::span<const double> sizes, std::span<const double> offs, const Measured& bulk);

enum class Side : std::uint8_t { above, below, either };

/// Which of many deviations are so far off on a side that, of all those named, only `false_share` are expected to be
/// chance, however many were looked at (Benjamini and Hochberg).
std::vector<bool> beyond_chance(std::span<const double> offs, Side side, double false_share);

}  // namespace shelfcast::monitor
