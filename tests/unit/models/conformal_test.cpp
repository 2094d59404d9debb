// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/models/conformal.hpp"

#include "shelfcast/base/exact_math.hpp"
#include "shelfcast/base/random.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace shelfcast;
using models::Pair;

namespace {

/// Forecasts of a typical size, and whole numbers sold that vary more than chance alone.
std::vector<Pair> shop(std::size_t count, double typical, std::uint64_t seed) {
  Random random(seed, 0);
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < count; ++i) {
    const double foreseen = typical * exact::exp(random.normal());
    const double mean = foreseen * random.gamma(4) / 4;
    pairs.push_back({static_cast<float>(foreseen), static_cast<float>(random.poisson(mean))});
  }
  return pairs;
}

double held(const std::vector<Pair>& pairs, const domain::Widths& widths) {
  const auto inside = std::ranges::count_if(pairs, [&](const Pair& pair) {
    const auto interval = domain::interval_around(pair.foreseen, widths).value();
    return interval.low <= pair.came && pair.came <= interval.high;
  });
  return static_cast<double>(inside) / static_cast<double>(pairs.size());
}

domain::Widths widths_of_95(const std::vector<Pair>& pairs) {
  return models::measure_errors(pairs).of_95;
}

domain::Widths widths_of_80(const std::vector<Pair>& pairs) {
  return models::measure_errors(pairs).of_80;
}

}  // namespace

TEST_CASE("intervals hold new pairs as often as they say, whether much is sold or mostly nothing") {
  const double typical = GENERATE(1.5, 8.0, 300.0);
  const auto errors = models::measure_errors(shop(4000, typical, 1));
  const auto later = shop(20'000, typical, 2);
  CHECK(held(later, errors.of_80) == Approx(0.8).margin(0.02));
  CHECK(held(later, errors.of_95) == Approx(0.95).margin(0.02));
}

TEST_CASE("intervals hold within the large and within the small forecasts, not only on the whole") {
  const auto widths = widths_of_80(shop(8000, 20, 1));
  auto pairs = shop(20'000, 20, 2);
  std::ranges::sort(pairs, {}, &Pair::foreseen);
  for (std::size_t fifth = 0; fifth < 5; ++fifth) {
    const auto first = pairs.begin() + static_cast<std::ptrdiff_t>(fifth * 4000);
    CHECK(held({first, first + 4000}, widths) == Approx(0.8).margin(0.03));
  }
}

TEST_CASE("few pairs make intervals that hold too, on the average of many shops") {
  double sum = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed)
    sum += held(shop(200, 10, 1000 + seed), widths_of_80(shop(60, 10, seed)));
  CHECK(sum / 300 == Approx(0.8).margin(0.02));
}

TEST_CASE("an interval contains its forecast and nothing negative, and grows with the share") {
  const auto pairs = shop(1000, 3, 1);
  const auto usual = widths_of_80(pairs);
  const auto wide = widths_of_95(pairs);
  double narrow_sum = 0;
  double wide_sum = 0;
  for (const double foreseen : {0.001, 0.1, 0.9, 3.0, 17.0, 1e6}) {
    const auto inner = domain::interval_around(foreseen, usual).value();
    const auto outer = domain::interval_around(foreseen, wide).value();
    CHECK(inner.low >= 0);
    CHECK(inner.low <= foreseen);
    CHECK(inner.high >= foreseen);
    narrow_sum += (inner.high - inner.low) / foreseen;
    wide_sum += (outer.high - outer.low) / foreseen;
  }
  CHECK(wide_sum > narrow_sum);
}

TEST_CASE("forecasts of hardly anything, one of which sold after all, widen no interval of others") {
  auto pairs = shop(1000, 30, 1);
  const auto without = widths_of_95(pairs);
  for (int i = 0; i < 400; ++i) pairs.push_back({1e-15F, i % 20 == 0 ? 12.0F : 0.0F});
  const auto with = widths_of_95(pairs);
  CHECK(domain::interval_around(1e-15, with).value().high == Approx(12).margin(1));
  CHECK(domain::interval_around(1, with).value().high < 50);
  CHECK(domain::interval_around(30, with).value().high ==
        Approx(domain::interval_around(30, without).value().high).epsilon(0.2));
}

TEST_CASE("sold by the dozen, intervals are twelve times as wide") {
  auto pairs = shop(500, 5, 1);
  const auto widths = widths_of_80(pairs);
  for (auto& pair : pairs) pair = {pair.foreseen * 12, pair.came * 12};
  const auto of_dozens = widths_of_80(pairs);
  const auto one = domain::interval_around(5, widths).value();
  const auto dozen = domain::interval_around(60, of_dozens).value();
  CHECK(dozen.low == Approx(12 * one.low));
  CHECK(dozen.high == Approx(12 * one.high));
}

TEST_CASE("many forecasts of the very same size are all told from") {
  std::vector<Pair> pairs;
  for (int i = 0; i < 1000; ++i) pairs.push_back({100, static_cast<float>(51 + i % 100)});
  const auto interval = domain::interval_around(100, widths_of_80(pairs)).value();
  CHECK(interval.high - interval.low == Approx(80).margin(3));
}

TEST_CASE("39 pairs are just enough for 95 %: all but one end are within") {
  std::vector<Pair> pairs;
  for (int i = 1; i <= 39; ++i) pairs.push_back({20, static_cast<float>(i)});
  const auto interval = domain::interval_around(20, widths_of_95(pairs)).value();
  CHECK(interval.low == 1);
  CHECK(interval.high == 39);
}

TEST_CASE("too few pairs measure nothing") {
  CHECK(widths_of_95(shop(38, 5, 1)).empty());
  CHECK_FALSE(widths_of_95(shop(39, 5, 1)).empty());
  CHECK_FALSE(domain::interval_around(5, {}));
}

TEST_CASE("a forecast of nothing has no interval") {
  CHECK_FALSE(domain::interval_around(0, widths_of_80(shop(100, 5, 1))));
}
