// SPDX-License-Identifier: Apache-2.0
#include "monitor/beyond_chance.hpp"

#include "shelfcast/base/random.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace shelfcast;
using namespace shelfcast::monitor;

TEST_CASE("the bulk is brought to the middle, and what is far off stays far off") {
  Random random(5, 0);
  std::vector<double> sizes;
  std::vector<double> offs;
  for (int i = 0; i < 2000; ++i) {
    sizes.push_back(i);
    offs.push_back(1.8 * random.normal() - 0.7);  // a day is missing, and the forecast is less sure than it says
  }
  offs[17] = 20;
  const auto corrected = against_bulk(sizes, offs, {offs, offs});
  CHECK(std::ranges::count_if(corrected, [](double off) { return off > 2; }) < 80);  // 46 of normal numbers
  CHECK(std::ranges::count_if(corrected, [](double off) { return off < -2; }) < 80);
  CHECK(corrected[17] > 10);
}

TEST_CASE("of what is called beyond chance, no more is chance than was said, among a thousand or a million") {
  const std::size_t count = GENERATE(1'000, 100'000);
  CAPTURE(count);
  Random random(11, count);
  std::size_t named = 0;
  std::size_t wrong = 0;
  for (int trial = 0; trial < 20; ++trial) {
    std::vector<double> offs(count);
    for (std::size_t i = 0; i < count; ++i) offs[i] = random.normal() + (i < count / 100 ? 5 : 0);
    const auto beyond = beyond_chance(offs, Side::above, 0.05);
    for (std::size_t i = 0; i < count; ++i) {
      named += beyond[i] ? 1 : 0;
      wrong += beyond[i] && i >= count / 100 ? 1 : 0;
    }
  }
  CHECK(static_cast<double>(named - wrong) > 0.9 * 20 * static_cast<double>(count) / 100);
  CHECK(static_cast<double>(wrong) < 0.08 * static_cast<double>(named));
}

TEST_CASE("of nothing, and of chance alone, nothing is beyond chance") {
  CHECK(beyond_chance({}, Side::either, 0.05).empty());
  const std::vector<double> usual{-1.5, 0.2, 0.9, -0.4, 1.1};
  for (const Side side : {Side::above, Side::below, Side::either})
    CHECK(std::ranges::count(beyond_chance(usual, side, 0.05), true) == 0);
}
