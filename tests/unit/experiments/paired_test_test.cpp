// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/experiments/paired_test.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using namespace shelfcast::experiments;

namespace {

/// Pairs whose ranks are 1..count, the challenger better in all but those of `lost` ranks.
Pairs with_ranks(int count, const std::vector<int>& lost) {
  Pairs pairs;
  for (int rank = 1; rank <= count; ++rank) {
    const bool is_lost = std::ranges::count(lost, rank) > 0;
    pairs.push_back({is_lost ? 100.0 + rank : 100.0, is_lost ? 100.0 : 100.0 + rank});
  }
  return pairs;
}

}  // namespace

TEST_CASE("the signed-rank test gives the published chances") {
  // Hollander and Wolfe, the depression scores of nine patients: V = 40, one-sided p = 0.01953.
  const std::vector<double> before{1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
  const std::vector<double> after{0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
  Pairs pairs;
  for (std::size_t i = 0; i < before.size(); ++i) pairs.push_back({after[i], before[i]});
  CHECK(compare(pairs).rank_sum == 40);
  CHECK(compare(pairs).chance == Approx(0.01953125));

  // Wilcoxon's tables: the largest lost rank sums at 5 and at 1 %, and the ones after them.
  CHECK(compare(with_ranks(5, {})).chance == Approx(1.0 / 32));
  CHECK(compare(with_ranks(10, {10})).chance == Approx(0.0420).margin(0.0001));
  CHECK(compare(with_ranks(10, {10, 1})).chance > 0.05);
  CHECK(compare(with_ranks(13, {12})).chance <= 0.0107);
  CHECK(compare(with_ranks(20, {20, 19, 18, 3})).chance == Approx(0.0487).margin(0.0001));
}

TEST_CASE("ties share their ranks, and periods without a difference say nothing") {
  // Four equal wins: every sign pattern is as likely, so that all four happen once in 16.
  CHECK(compare(Pairs{{1, 2}, {1, 2}, {1, 2}, {1, 2}, {3, 3}}).chance == Approx(1.0 / 16));
  CHECK(compare(Pairs{{1, 2}, {1, 2}, {1, 2}, {1, 2}, {3, 3}}).periods == 4);
  CHECK(compare(Pairs{{1, 1}, {2, 2}}).chance == 1);
  CHECK(compare({}).periods == 0);
}

TEST_CASE("to win takes enough periods, no chance, and enough to be worth it") {
  CHECK(wins(with_ranks(8, {}), 8));
  CHECK_FALSE(wins(with_ranks(7, {}), 8));
  CHECK_FALSE(wins(with_ranks(8, {8}), 8));
  Pairs by_a_hair;
  for (int i = 0; i < 20; ++i) by_a_hair.push_back({1.0, 1.001 + i * 1e-5});
  CHECK(compare(by_a_hair).chance < kMostChance);
  CHECK_FALSE(wins(by_a_hair, 8));
}

TEST_CASE("two trainings are compared in the weeks that they share, relative to the naive errors of each") {
  domain::Contest before;
  domain::Contest now;
  for (int week = 0; week < 10; ++week) {
    before.periods.push_back(Day{20'000 + 7 * week});
    before.errors["ensemble"].push_back(0.5);
    before.errors["28-day mean"].push_back(1);
    now.periods.push_back(Day{20'000 + 7 * (week + 2) + 2});  // two weeks and two days later, and harder weeks
    now.errors["ensemble"].push_back(1);
    now.errors["28-day mean"].push_back(2);
  }
  const auto pairs = pairs_of_trainings(now, before, "ensemble");
  REQUIRE(pairs.size() == 8);
  CHECK(pairs.front().challenger == pairs.front().holder);
  CHECK(pairs_of_trainings(now, {}, "ensemble").empty());
  CHECK(pairs_of(now, "28-day mean", "ensemble").front().holder == 1);
  CHECK(pairs_of(now, "theta", "ensemble").empty());
}
