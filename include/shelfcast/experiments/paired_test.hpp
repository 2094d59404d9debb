// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/model_version.hpp"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace shelfcast::experiments {

/// The errors of two forecasters in one period.
struct Pair {
  double challenger;
  double holder;
};
using Pairs = std::vector<Pair>;

/// How sure it is that the challenger is the better one.
struct PairedTest {
  std::size_t periods = 0;  ///< in which the two differ
  double chance = 1;        ///< of differences that speak as clearly for the challenger, were there none in truth
  double improvement = 0;   ///< of the challenger's errors over the holder's, all periods together; negative: worse
  double rank_sum = 0;      ///< of periods in which the challenger was better
};

/// Wilcoxon's signed-rank test, one-sided and exact: with ties, over all signs of the ranks as they are. Differences of
/// 0 say nothing and are left out.
PairedTest compare(std::span<const Pair> pairs);

/// Enough periods, no chance, and worth it: at least 2 % less error.
bool wins(std::span<const Pair> pairs, std::size_t fewest);
inline constexpr double kMostChance = 0.01;
inline constexpr double kLeastImprovement = 0.02;

/// Two forecasters of the same contest, period by period; none where one of them took no part.
Pairs pairs_of(const domain::Contest& contest, std::string_view challenger, std::string_view holder);

/// The same model trained at two times. Their periods are paired where they share most of their days, and each error is
/// taken relative to what the naive forecasters had in the very same period.
Pairs pairs_of_trainings(const domain::Contest& challenger, const domain::Contest& holder, std::string_view model);

}  // namespace shelfcast::experiments
