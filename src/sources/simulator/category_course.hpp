// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/simulator/assortment.hpp"

#include <vector>

namespace shelfcast::sources::simulator {

/// Logarithms by day of the span.
using Course = std::vector<double>;

/// What the whole marketplace shares: growth, paydays, and a noise of days that resemble the day before.
Course market_course(std::uint64_t seed, const Span& span);

/// A leaf category's time of year: the department's bumps, shifted and scaled by chance.
Course season_course(std::uint64_t seed, int leaf, int department, const Span& span);

/// A leaf category's own trend, weekly profile, holidays, noise and rare shocks of several days.
Course category_course(std::uint64_t seed, int leaf, int department, const Span& span);

}  // namespace shelfcast::sources::simulator
