// SPDX-License-Identifier: Apache-2.0
#include "ranking/chances.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace shelfcast;
using ranking::chances_of;
using ranking::Spread;

namespace {

Spread normal_spread(double expected, double deviation) {
  Spread spread{};
  for (std::size_t k = 0; k < spread.size(); ++k)
    spread[k] = expected + deviation * (domain::kFirstKnot + domain::kKnotStep * static_cast<double>(k));
  return spread;
}

std::vector<Spread> falling(std::size_t rows, double deviation) {
  std::vector<Spread> spreads;
  for (std::size_t i = 0; i < rows; ++i)
    spreads.push_back(normal_spread(1000.0 - 10 * static_cast<double>(i), deviation));
  return spreads;
}

}  // namespace

TEST_CASE("who is certain ends where it is expected to end") {
  const auto chances = chances_of(falling(100, 1e-3), {.seed = 1});
  CHECK(chances[4].top[0] == 10'000);
  CHECK(chances[5].top[0] == 0);
  CHECK(chances[5].top[1] == 10'000);
  CHECK((chances[30].rank_low == 31 && chances[30].rank_high == 31));
}

TEST_CASE("the chances of a place add up to the places there are") {
  const auto chances = chances_of(falling(200, 150), {.seed = 7, .shock = 0.3});
  for (std::size_t i = 0; i < domain::kTops.size(); ++i) {
    const double sum = std::accumulate(chances.begin(), chances.end(), 0.0,
                                       [i](double all, const auto& chance) { return all + chance.top[i] / 10'000.0; });
    CHECK(sum == Approx(domain::kTops[i]).epsilon(1e-3));
  }
  CHECK(chances[0].rank_low < chances[100].rank_low);
  CHECK(chances[100].rank_low < 101);
  CHECK(chances[100].rank_high > 101);
}

TEST_CASE(
    "of two rows that differ by their deviation of difference, the better one wins as often as the normal law says") {
  const auto rows = std::vector{normal_spread(110, 10), normal_spread(100, 10)};
  std::vector<Spread> with_small = rows;  // places 1 and 2 are told by who is among the first five of six
  for (int i = 0; i < 4; ++i) with_small.push_back(normal_spread(1000, 1));
  const auto chances = chances_of(with_small, {.seed = 3, .count = 60'000});
  CHECK(chances[0].top[0] / 10'000.0 == Approx(0.7602).margin(0.01));  // Phi(10 / sqrt(200))
  const auto together = chances_of(with_small, {.seed = 3, .shock = 0.9, .count = 60'000});
  CHECK(together[0].top[0] / 10'000.0 ==
        Approx(0.9873).margin(0.01));  // Phi(10 / sqrt(20)): a shock they share decides nothing
}

TEST_CASE("the shock in common is what makes the sum as uncertain as it is") {
  const std::vector<Spread> rows(4, normal_spread(100, 10));
  CHECK(ranking::shock_of(rows, normal_spread(400, 20)) == Approx(0).margin(1e-9));
  CHECK(ranking::shock_of(rows, normal_spread(400, 40)) == Approx(1));
  CHECK(ranking::shock_of(rows, normal_spread(400, std::sqrt(400 + 0.5 * 1200))) == Approx(0.5));
  CHECK(ranking::shock_of({}, normal_spread(1, 1)) == 0);
}

TEST_CASE("rows that sell nothing rank in their order, and the same draws give the same chances") {
  std::vector<Spread> rows(80, Spread{});
  rows[79] = normal_spread(5, 1);
  const auto chances = chances_of(rows, {.seed = 1});
  CHECK(chances[79].top[0] == 10'000);
  CHECK((chances[0].rank_low == 2 && chances[0].rank_high == 2));
  CHECK(chances_of(falling(50, 100), {.seed = 5}) == chances_of(falling(50, 100), {.seed = 5}));
  CHECK(chances_of(falling(50, 100), {.seed = 5}) != chances_of(falling(50, 100), {.seed = 6}));
  CHECK(chances_of({}, {.seed = 5}).empty());
}

TEST_CASE("who mostly sells nothing is among the best when it sells, whatever its mean") {
  Spread rare{};
  rare[9] = rare[10] = 1000;  // seldom, and then more than the others
  std::vector<Spread> rows(10, rare);
  for (int i = 0; i < 20; ++i) rows.push_back(normal_spread(100, 1));
  const auto chances = chances_of(rows, {.seed = 2, .count = 20'000});
  CHECK(chances[0].top[0] / 10'000.0 == Approx(0.0606).margin(0.006));  // from 1.55 deviations up it overtakes
  CHECK(chances[15].top[0] > chances[0].top[0]);
}
