// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

/// How wide an interval must be to hold as often as it says, told by past forecasts and what came of them. Pure
/// functions: the same pairs in the same order give the same bits.
namespace shelfcast::models {

struct Pair {
  float foreseen;  ///< positive; other pairs are left out
  float came;      ///< may be negative, where more was returned than sold
};

/// What is held around a forecast of one size, from low <= 0 below it to high >= 0 above it, as multiples of its square
/// root: chance grows with the root of what is sold.
struct Width {
  double log_size;
  double low;
  double high;
};

/// Ascending by size. Empty: not measured.
using Widths = std::vector<Width>;

struct Interval {
  double low;
  double high;
};

/// The fewest pairs that a share of 95 % can be told from.
inline constexpr std::size_t kFewestPairs = 39;

/// The narrowest widths, by size of forecast, that hold `share` of the pairs, and so as much of what comes next if that
/// is like them. Empty where pairs are too few to say.
Widths measure_widths(std::vector<Pair> pairs, double share);

/// For a positive forecast: between measured sizes in proportion, outside of them as at the nearest. It contains the
/// forecast and nothing negative. Nullopt where nothing was measured.
std::optional<Interval> interval_around(double foreseen, const Widths& widths);

}  // namespace shelfcast::models
