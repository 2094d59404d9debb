// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/forecast.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace shelfcast::ranking {

/// What a row of a ranking may come to.
using Spread = domain::Knots;

/// How the rows of a ranking are drawn.
struct Draws {
  std::uint64_t seed = 0;
  std::uint64_t stream = 0;  ///< another one for every ranking
  double shock = 0;          ///< the part of the rows' variance that they have in common, 0..1
  std::size_t count = 1000;
};

/// The common part that makes the sum of the rows vary as `sum` says.
double shock_of(std::span<const Spread> rows, const Spread& sum);

/// Draws all rows together - a shock they share and one of each row's own, which together are a normal number: the
/// place in its spread that a row comes to - and counts where each ends, the largest first. Ranks beyond 64 are told to
/// a twentieth. The same on every machine.
std::vector<domain::Chance> chances_of(std::span<const Spread> rows, const Draws& draws);

}  // namespace shelfcast::ranking
