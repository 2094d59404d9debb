// SPDX-License-Identifier: Apache-2.0
#include "monitor/chance.hpp"

#include "shelfcast/base/random.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace shelfcast;
using namespace shelfcast::monitor;

TEST_CASE("a normal number and how often it is exceeded are two names of the same") {
  CHECK(chance_above(1.959964) == Approx(0.025).epsilon(1e-6));
  CHECK(exceeded_by(0.025) == Approx(1.959964).epsilon(1e-6));
  CHECK(exceeded_by(chance_above(8)) == Approx(8).epsilon(1e-9));
  CHECK(exceeded_by(chance_above(-3)) == Approx(-3).epsilon(1e-9));
}

TEST_CASE("counts of all sizes deviate as normal numbers do") {
  const double mean = GENERATE(3.0, 40.0, 190.0, 210.0, 5'000.0);
  const double ratio = GENERATE(1.0, 1.5, 6.0);
  CAPTURE(mean, ratio);
  Random random(3, static_cast<std::uint64_t>(mean * ratio));
  constexpr int kDraws = 20'000;
  int above = 0;
  int below = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double shape = mean / (ratio - 1);
    const double luck = ratio > 1 ? random.gamma(shape) / shape : 1;
    const double off = deviations(static_cast<double>(random.poisson(mean * luck)), mean, ratio * mean);
    above += off > 3 ? 1 : 0;
    below += off < -3 ? 1 : 0;
  }
  CHECK(above < 0.0025 * kDraws);  // of a normal number: 0.00135
  CHECK(below < 0.0025 * kDraws);
}

TEST_CASE("deviations hardly jump where counting gives way to a formula") {
  CHECK(deviations(280, 199.9, 400) == Approx(deviations(280, 200.1, 400)).margin(0.25));
  CHECK(deviations(120, 199.9, 400) == Approx(deviations(120, 200.1, 400)).margin(0.25));
}

TEST_CASE("the bulk is brought to the middle, and what is far off stays far off") {
  Random random(5, 0);
  std::vector<double> sizes;
  std::vector<double> offs;
  for (int i = 0; i < 2000; ++i) {
    sizes.push_back(i);
    offs.push_back(1.8 * random.normal() - 0.7);  // a day is missing, and the forecast is less sure than it says
  }
  offs[17] = 20;
  const auto corrected = against_bulk(sizes, offs, offs);
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
