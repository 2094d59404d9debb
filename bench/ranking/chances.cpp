// SPDX-License-Identifier: Apache-2.0
// 1,000 joint draws of 100,000 products in 100 categories of unequal size: their chances of a place among the best.
#include "ranking/chances.hpp"

#include "shelfcast/base/clock.hpp"
#include "shelfcast/base/random.hpp"

#include <fmt/format.h>

using namespace shelfcast;

int main() {
  constexpr std::size_t kProducts = 100'000;
  constexpr std::size_t kCategories = 100;
  std::vector<std::vector<ranking::Spread>> categories(kCategories);
  Random random(1, 1);
  for (std::size_t p = 0; p < kProducts; ++p) {
    const double mean = 1000 * random.gamma(0.3);
    ranking::Spread spread{};
    double amount = mean * random.uniform() / 2;
    for (double& knot : spread) knot = amount += mean * random.uniform() / 2;
    const double place = random.uniform() * random.uniform();  // a heavy tail of sizes
    categories[static_cast<std::size_t>(place * kCategories)].push_back(spread);
  }
  const double began = stopwatch_seconds();
  double places = 0;
  for (std::size_t c = 0; c < kCategories; ++c)
    for (const auto& chance : ranking::chances_of(categories[c], {.seed = 1, .stream = c, .shock = 0.2}))
      places += chance.top[1] / 10'000.0;
  const double took = stopwatch_seconds() - began;
  fmt::print(
      "1,000 joint draws of {} products in {} categories: {:.2f} s on one core (goal: 10 s), {:.0f} places among the "
      "best 10\n",
      kProducts, kCategories, took, places);
  return took < 10 && places > 0.97 * 10 * kCategories ? 0 : 1;
}
