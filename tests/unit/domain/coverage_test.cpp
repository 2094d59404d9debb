// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/domain/coverage.hpp"
#include "shelfcast/domain/receipt_json.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace shelfcast;
using namespace shelfcast::domain;

TEST_CASE("chances that come true as often as they say have no calibration error, others theirs") {
  Tenths tenths;
  CHECK_FALSE(tenths.calibration_error());
  for (int i = 0; i < 10; ++i) tenths.add(0.8, i < 8);
  CHECK(*tenths.calibration_error() == Approx(0).margin(1e-12));
  for (int i = 0; i < 10; ++i) tenths.add(0.2, i < 6);
  CHECK(*tenths.calibration_error() == Approx(0.2));  // half of them are 40 points off
  CHECK(tenths.predictions() == 20);
}

TEST_CASE("a certain chance counts in the last tenth, none at all in the first") {
  Tenths tenths;
  tenths.add(1, true);
  tenths.add(0, false);
  CHECK(tenths.tenths.back().predictions == 1);
  CHECK(tenths.tenths.front().predictions == 1);
  CHECK(*tenths.calibration_error() == 0);
}

TEST_CASE("an interval holds what lies on its bounds") {
  Held held;
  const IntervalPair interval{.of_80 = {2, 4}, .of_95 = {1, 5}};
  for (const double came : {2.0, 4.0, 4.5, 6.0}) held.add(interval, came);
  CHECK(*held.coverage_80() == 0.5);
  CHECK(*held.coverage_95() == 0.75);
  CHECK_FALSE(Held{}.coverage_80());
}

TEST_CASE("intervals are stretched where it was found that they should be, and nowhere else") {
  Intervals intervals;
  const Errors errors{.of_80 = {{0, -1, 1}}, .of_95 = {{0, -2, 2}}};
  for (const int days : {0, 7, 28, 91}) intervals.measured[{Level::product, days}] = errors;
  intervals.measured[{Level::category, 7}] = errors;
  const auto wider = stretched(intervals, {{{Level::product, 0}, {2, 1.5}}});
  CHECK(wider.measured.at({Level::product, 0}).of_80.front() == Width{0, -2, 2});
  CHECK(wider.measured.at({Level::product, 7}).of_95.front() == Width{0, -3, 3});
  CHECK(wider.measured.at({Level::product, 28}) == errors);
  CHECK(wider.measured.at({Level::category, 7}) == errors);
  CHECK(stretched(intervals, {}) == intervals);
}

TEST_CASE("a receipt keeps to the bit what its intervals were stretched by") {
  Receipt receipt;
  receipt.factors = {{{Level::category, 1}, {1.0 / 3, 1.1}}, {{Level::product, 0}, {1.7, 1}}};
  const auto written = nlohmann::ordered_json::parse(to_json(receipt).dump());
  CHECK(receipt_from_json(written).factors == receipt.factors);
  auto older = written;
  older.erase("intervalFactors");
  CHECK(receipt_from_json(older).factors.empty());
}
