// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/intervals.hpp"

#include <vector>

/// How wide an interval must be to hold as often as it says, told by past forecasts and what came of them. Pure
/// functions: the same pairs in the same order give the same bits.
namespace shelfcast::models {

struct Pair {
  float foreseen;  ///< positive; other pairs are left out
  float came;      ///< may be negative, where more was returned than sold
};

/// The fewest pairs that a share of 95 % can be told from.
inline constexpr std::size_t kFewestPairs = 39;

/// The narrowest widths, by size of forecast, that hold 80 % and 95 % of the pairs, and so as much of what comes next
/// if that is like them; and where what came lay around forecasts of each size. Empty where pairs are too few to say.
domain::Errors measure_errors(std::vector<Pair> pairs);

}  // namespace shelfcast::models
