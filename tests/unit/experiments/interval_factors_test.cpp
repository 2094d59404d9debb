// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/experiments/interval_factors.hpp"

#include "shelfcast/base/random.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace shelfcast;
using domain::IntervalFactors;
using domain::Intervals;
using domain::Level;
using domain::LiveRun;
using experiments::interval_factors;

namespace {

constexpr double kForeseen = 100;
constexpr double kSpread80 = 0.8;  // of a uniform error
constexpr double kSpread95 = 0.95;

/// Of forecasts that miss evenly by up to one root of what was foreseen.
Intervals even_errors() {
  const domain::Errors errors{.of_80 = {{0, -kSpread80, kSpread80}}, .of_95 = {{0, -kSpread95, kSpread95}}};
  Intervals intervals;
  for (const auto level : {Level::product, Level::category})
    for (const int days : {0, 7, 28}) intervals.measured[{level, days}] = errors;
  return intervals;
}

/// One day's forecasts, which miss by up to `noise` roots.
LiveRun day(Day cut, double noise, int forecasts = 50) {
  LiveRun run{.level = Level::product, .cut = cut, .days = 1, .of = static_cast<std::uint64_t>(forecasts), .pairs = {}};
  Random random(7, static_cast<std::uint64_t>(cut.number));
  for (int i = 0; i < forecasts; ++i) {
    const double part = static_cast<double>(random.next() % 20'001U) / 10'000 - 1;
    run.pairs.push_back({kForeseen, static_cast<float>(kForeseen + noise * part * std::sqrt(kForeseen))});
  }
  return run;
}

std::vector<LiveRun> days(int count, double noise, int forecasts = 50) {
  std::vector<LiveRun> runs;
  for (int i = 0; i < count; ++i) runs.push_back(day(Day{i}, noise, forecasts));
  return runs;
}

double held(const Intervals& intervals, const std::vector<LiveRun>& runs) {
  domain::Held all;
  for (const auto& run : runs)
    for (const auto& pair : run.pairs) all.add(*intervals.of_total(run.level, run.days, pair.foreseen), pair.came);
  return *all.coverage_80();
}

}  // namespace

TEST_CASE("intervals that hold what they say are left as they are") {
  const auto runs = days(28, 1);
  CHECK(held(even_errors(), runs) == Approx(0.8).margin(0.02));
  CHECK(interval_factors(even_errors(), runs).empty());
}

TEST_CASE("where the noise doubles the next intervals are wider, and hold nearly what they say again") {
  const auto runs = days(28, 2);
  CHECK(held(even_errors(), runs) < 0.45);
  const auto factors = interval_factors(even_errors(), runs);
  REQUIRE(factors.contains({Level::product, 0}));
  const double factor = factors.at({Level::product, 0})[0];
  CHECK(factor > 1.6);
  CHECK(factor < 2);  // the model's own measurement keeps its part
  const auto next = domain::stretched(even_errors(), factors);
  CHECK(held(next, days(14, 2)) > 0.68);
  CHECK(held(next, days(14, 2)) < 0.82);
}

TEST_CASE("what is far too wide is narrowed with care, and what is just too wide not at all") {
  const auto factors = interval_factors(even_errors(), days(28, 0.4));
  REQUIRE(factors.contains({Level::product, 0}));
  CHECK(factors.at({Level::product, 0})[0] < 0.8);
  CHECK(factors.at({Level::product, 0})[0] >= 0.7);
  CHECK(interval_factors(even_errors(), days(28, 0.99)).empty());
}

TEST_CASE("a few days prove nothing, and a week says less than a month") {
  CHECK(interval_factors(even_errors(), days(6, 2)).empty());
  const double week = interval_factors(even_errors(), days(7, 2)).at({Level::product, 0})[0];
  const double month = interval_factors(even_errors(), days(28, 2)).at({Level::product, 0})[0];
  CHECK(week > 1.2);
  CHECK(week < month);
}

TEST_CASE("a single series that misses somewhat more often may have had bad luck") {
  CHECK(interval_factors(even_errors(), days(28, 1.05, 1)).empty());
}

TEST_CASE("weeks that share their days are no evidence of many weeks") {
  auto runs = days(20, 2);
  for (auto& run : runs) run.days = 7;
  CHECK(interval_factors(even_errors(), runs).empty());  // less than three weeks
}

TEST_CASE("what the model has learnt of the noise already is not corrected twice") {
  auto learnt = domain::stretched(even_errors(), {{{Level::product, 0}, {2, 2}}});
  CHECK(interval_factors(learnt, days(28, 2)).empty());
}

TEST_CASE("only the newest runs count, and only of the level and days that they are of") {
  auto runs = days(40, 2);
  std::ranges::for_each(runs.begin(), runs.end(), [](auto& run) { run.cut = run.cut - 100; });
  const auto calm = days(28, 1);
  runs.insert(runs.end(), calm.begin(), calm.end());
  CHECK(interval_factors(even_errors(), runs).empty());
  const auto factors = interval_factors(even_errors(), days(28, 2));
  CHECK(factors.size() == 1);
}

TEST_CASE("nothing sold is held by an interval that begins at nothing, however wide") {
  std::vector<LiveRun> runs = days(28, 0);
  Intervals from_nothing;
  from_nothing.measured[{Level::product, 0}] = {.of_80 = {{0, -1e9, 0.5}}, .of_95 = {{0, -1e9, 1}}};
  for (auto& run : runs)
    for (std::size_t i = 0; i < run.pairs.size(); ++i) run.pairs[i].came = i % 5 < 4 ? 0.0F : 200.0F;
  CHECK(interval_factors(from_nothing, runs).at({Level::product, 0})[0] == 1);
}
