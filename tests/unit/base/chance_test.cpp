// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/chance.hpp"

#include "shelfcast/base/random.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;

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

TEST_CASE("counts of which hardly any come are normal as well, where their own chance is drawn evenly") {
  const double mean = GENERATE(0.2, 0.7, 3.0);
  CAPTURE(mean);
  Random random(7, static_cast<std::uint64_t>(mean * 10));
  constexpr int kDraws = 20'000;
  int above = 0;
  int below = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double off = deviations(static_cast<double>(random.poisson(mean)), mean, mean, random.uniform());
    above += off > 1 ? 1 : 0;
    below += off < -1 ? 1 : 0;
  }
  CHECK(above == Approx(0.1587 * kDraws).epsilon(0.06));
  CHECK(below == Approx(0.1587 * kDraws).epsilon(0.06));
}
