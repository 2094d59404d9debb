// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace shelfcast::models {

enum class SeasonKind : std::uint8_t { none, additive, multiplicative };

/// What each step of the season adds to a series, or multiplies it by. By phase; step 0 of the history has phase 0.
struct SeasonIndex {
  SeasonKind kind = SeasonKind::none;
  std::vector<double> by_phase;

  [[nodiscard]] double without(double units, std::size_t step) const;
  [[nodiscard]] double with(double units, std::size_t step) const;
};

/// The season that can be learnt from a history of that many steps: 0 below two whole ones.
std::size_t usable_season(std::size_t steps, std::size_t season);

/// Whether the autocorrelation at the season's lag says (at 90 %) that there is one, and of which kind: multiplicative
/// where all is positive and no index nearly nothing, else additive. Histories as in exponential.hpp.
SeasonKind season_kind(std::span<const double> history, std::size_t season);

/// Classical decomposition: the mean of each phase against the centred moving average over one season.
SeasonIndex season_index(std::span<const double> history, std::size_t season, SeasonKind kind);

}  // namespace shelfcast::models
