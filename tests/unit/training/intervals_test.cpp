// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/training/intervals.hpp"

#include "shelfcast/training/train.hpp"
#include "support/toy_shop.hpp"
#include "training/interval_fit.hpp"
#include "training/runs.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using domain::Intervals;
using domain::Level;
using testing::ToyShop;

namespace {

/// Told of products only: the surer, the longer the run.
Intervals measured() {
  const auto within = [](double part) {
    return domain::Errors{.of_80 = {{0, -part, part}}, .of_95 = {{0, -2 * part, 2 * part}}};
  };
  Intervals intervals;
  intervals.measured[{Level::product, domain::Intervals::kStep}] = within(4);
  intervals.measured[{Level::product, 7}] = within(2);
  intervals.measured[{Level::product, 28}] = within(1);
  for (auto& [run, errors] : intervals.measured)
    for (const double size : {0.0, 4.0}) {
      auto& shape = errors.shapes.emplace_back(domain::Shape{.log_size = size, .errors = {}});
      for (std::size_t k = 0; k < shape.errors.size(); ++k)
        shape.errors[k] = errors.of_80.front().high * (domain::kFirstKnot + domain::kKnotStep * static_cast<double>(k));
    }
  return intervals;
}

double half_width(const std::optional<domain::IntervalPair>& pair) {
  return (pair.value().of_80.high - pair.value().of_80.low) / 2;
}

Intervals trained_on(const domain::Panel& panel) {
  runtime::Runtime runtime({.serving = 1, .workers = 2});
  const auto trained = training::train(panel, {}, runtime, [](double) {}).value();
  return training::intervals_in(trained.blob).value();
}

/// Days then differ by chance alone, which is what totals even out.
domain::Panel without_fairs(domain::Panel panel) {
  for (auto& product : panel.products)
    for (auto& sale : product.sales)
      if (ToyShop::is_fair(panel, sale.day)) sale.units /= 3;
  panel.holidays.clear();
  return panel;
}

}  // namespace

TEST_CASE("the total of a run that was measured has the interval of that run") {
  CHECK(half_width(measured().of_total(Level::product, 1, 100)) == Approx(40));
  CHECK(half_width(measured().of_total(Level::product, 7, 100)) == Approx(20));
  CHECK(half_width(measured().of_total(Level::product, 28, 100)) == Approx(10));
}

TEST_CASE("between runs that were measured, the scale changes evenly with the logarithm of the days") {
  CHECK(half_width(measured().of_total(Level::product, 14, 100)) == Approx(15));
  const double ten = half_width(measured().of_total(Level::product, 10, 100));
  CHECK(ten < 20);
  CHECK(ten > 15);
}

TEST_CASE("what was not measured has no interval: longer runs, later days, other levels, nothing expected") {
  CHECK_FALSE(measured().of_total(Level::product, 29, 100));
  CHECK_FALSE(measured().of_step(Level::product, 29, 100));
  CHECK_FALSE(measured().of_total(Level::category, 7, 100));
  CHECK_FALSE(measured().of_total(Level::product, 7, 0));
}

TEST_CASE("the first step of a weekly source is its week") {
  auto intervals = measured();
  intervals.weekly = true;
  CHECK(intervals.of_step(Level::product, 7, 100));
  CHECK_FALSE(intervals.of_total(Level::product, 1, 100));
}

TEST_CASE("intervals come back from their bytes") {
  const auto bytes = training::to_bytes(measured());
  const auto again = training::parse_intervals(bytes);
  REQUIRE(again);
  CHECK(training::to_bytes(*again) == bytes);
  CHECK_FALSE(training::parse_intervals(std::string_view(bytes).substr(0, bytes.size() - 1)));
}

TEST_CASE("a shop with a year of history has intervals at every level, the 95 % around the 80 %") {
  const auto intervals = trained_on(ToyShop{.days = 420}.panel());
  for (const auto level : {Level::product, Level::category, Level::marketplace})
    for (const int days : {1, 7, 10, 28, 91}) {
      const auto pair = intervals.of_total(level, days, 50.0 * days);
      REQUIRE(pair);
      CHECK(pair->of_95.low <= pair->of_80.low);
      CHECK(pair->of_80.low <= 50.0 * days);
      CHECK(pair->of_80.high >= 50.0 * days);
      CHECK(pair->of_95.high >= pair->of_80.high);
    }
}

TEST_CASE("the total of four weeks is surer than the sum of its days") {
  const auto intervals = trained_on(without_fairs(ToyShop{.days = 420}.panel()));
  for (const auto level : {Level::product, Level::category, Level::marketplace}) {
    double days = 0;
    for (int day = 1; day <= 28; ++day) days += half_width(intervals.of_step(level, day, 10));
    CHECK(half_width(intervals.of_total(level, 28, 280)) < days);
  }
}

TEST_CASE("a marketplace too young to look back on has no intervals") {
  const auto intervals = trained_on(ToyShop{.days = 60}.panel());
  CHECK(intervals.measured.empty());
}

TEST_CASE("where the whole has too few pairs of its own, the errors of its categories are pooled with them") {
  runtime::Runtime runtime({.serving = 1, .workers = 1});
  training::RunPairs pairs;
  for (int i = 0; i < 38; ++i) pairs[{Level::marketplace, 7}].push_back({100, i % 2 == 0 ? 99.0F : 101.0F});
  CHECK(training::fit_intervals(pairs, domain::Grain::day, runtime).measured.empty());
  for (int i = 0; i < 100; ++i) pairs[{Level::category, 7}].push_back({100, i % 2 == 0 ? 80.0F : 120.0F});
  const auto pooled = training::fit_intervals(pairs, domain::Grain::day, runtime);
  CHECK(half_width(pooled.of_total(Level::marketplace, 7, 100)) == Approx(20).margin(1));
}

TEST_CASE("young products are as sure as young products were; where those are few, as all were") {
  runtime::Runtime runtime({.serving = 1, .workers = 1});
  training::RunPairs pairs;
  const auto add = [&](bool young, float off) {
    for (int i = 0; i < 100; ++i)
      pairs[{{Level::product, young}, 7}].push_back({100, i % 2 == 0 ? 100 - off : 100 + off});
  };
  add(false, 10);
  const auto none_young = training::fit_intervals(pairs, domain::Grain::day, runtime);
  CHECK(half_width(none_young.of_total({Level::product, true}, 7, 100)) == Approx(10).margin(1));
  add(true, 40);
  const auto measured = training::fit_intervals(pairs, domain::Grain::day, runtime);
  CHECK(half_width(measured.of_total({Level::product, true}, 7, 100)) == Approx(40).margin(1));
  CHECK(half_width(measured.of_total(Level::product, 7, 100)) == Approx(10).margin(1));
}

TEST_CASE("a run counts for the young where a product had sold for less than eight weeks at its origin") {
  const auto panel = ToyShop{.days = 420}.panel();
  const training::UnitsOf one = [](std::size_t, std::size_t) { return 1.0; };
  training::RunPairs pairs;
  training::add_runs(panel, {panel.first + 40, 28, one}, Level::product, pairs);
  CHECK(pairs.contains({{Level::product, true}, 28}));
  CHECK_FALSE(pairs.contains({Level::product, 28}));
  training::add_runs(panel, {panel.first + 200, 28, one}, Level::product, pairs);
  CHECK(pairs.contains({Level::product, 28}));
}

TEST_CASE("what a total may come to has its middle at the forecast, and is the surer, the longer the run") {
  const auto seven = measured().spread_of_total(Level::product, 7, 100).value();
  CHECK(seven[5] == Approx(100));
  CHECK(seven[7] == Approx(120));
  CHECK(seven[0] == Approx(50));
  CHECK(measured().spread_of_total(Level::product, 14, 100).value()[7] == Approx(115));
  CHECK(measured().spread_of_total(Level::product, 7, 0.25).value()[0] == 0);
  CHECK_FALSE(measured().spread_of_total(Level::product, 29, 100));
  CHECK_FALSE(measured().spread_of_total(Level::category, 7, 100));
}

TEST_CASE("what came in the past is what may come: as often nothing, as often more") {
  runtime::Runtime runtime({.serving = 1, .workers = 1});
  training::RunPairs pairs;
  for (int i = 0; i < 1000; ++i) pairs[{Level::product, 7}].push_back({1, i % 10 < 7 ? 0.0F : 3.0F});
  const auto fitted = training::fit_intervals(pairs, domain::Grain::day, runtime);
  const auto spread = fitted.spread_of_total(Level::product, 7, 1).value();
  CHECK(spread[5] == 0);
  CHECK(spread[7] == Approx(3));
  CHECK(domain::chance_up_to(spread, 0) == Approx(0.69).margin(0.01));
  CHECK(domain::chance_up_to(spread, 3) == 1);
  CHECK(domain::chance_up_to(spread, -0.1) == 0);
}

TEST_CASE("an interval that holds nothing sold holds it for every size, also when it is drawn in") {
  runtime::Runtime runtime({.serving = 1, .workers = 1});
  training::RunPairs pairs;
  for (int i = 0; i < 2000; ++i)  // sizes from 0.1 to 0.3, of which one in five sells one
    pairs[{Level::product, 7}].push_back({0.1F + 0.0001F * static_cast<float>(i), i % 5 == 0 ? 1.0F : 0.0F});
  auto fitted = training::fit_intervals(pairs, domain::Grain::day, runtime);
  domain::IntervalFactors narrower;
  for (std::size_t band = 0; band < std::size(domain::kBands); ++band) narrower[{Level::product, band}] = {0.7, 0.7};
  for (const auto& intervals : {fitted, stretched(fitted, narrower)})
    for (double size = 0.1; size < 0.3; size += 0.01) {
      CHECK(intervals.of_total(Level::product, 7, size).value().of_80.low == 0);
      CHECK(intervals.spread_of_total(Level::product, 7, size).value()[5] == 0);
    }
}
