// SPDX-License-Identifier: Apache-2.0
#include "models/series/exponential.hpp"
#include "models/series/smoothing_step.hpp"
#include "shelfcast/base/exact_math.hpp"
#include "shelfcast/base/random.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace shelfcast;
using models::Smoothing;

namespace {

using Series = std::vector<double>;

const double kCensored = std::nan("");

Series next_steps(const Smoothing& fit, const Series& history, std::size_t season, std::size_t steps) {
  Series means(steps);
  models::forecast(fit, history, season, means);
  return means;
}

/// A level that is moved by 0.3 of each error, with or without a season of seven steps.
Series simulated(std::size_t steps, const Series& season) {
  Random random(7, 1);
  double level = 100;
  Series series;
  for (std::size_t t = 0; t < steps; ++t) {
    const double error = 5 * random.normal();
    series.push_back(level + season[t % season.size()] + error);
    level += 0.3 * error;
  }
  return series;
}

const Series kWeek{-30, -20, -10, 0, 10, 20, 30};
const Series kNoSeason{0};

Series times(Series series, double factor) {
  for (double& units : series) units *= factor;
  return series;
}

bool sound(const Series& means) {
  return std::all_of(means.begin(), means.end(), [](double v) { return std::isfinite(v) && v >= 0; });
}

}  // namespace

TEST_CASE("simple smoothing starts at the first steps' mean and moves by its part of each error") {
  // 15, by half of -5 to 12.5, by half of 7.5 to 16.25
  CHECK(next_steps({.level = 0.5}, {10, 20}, 0, 2) == Series{16.25, 16.25});
}

TEST_CASE("a damped trend goes on by less and less") {
  // Level 6, trend 0. An error of -2: 5, -0.5. Expected 4.6, an error of 3.4: 6.3, -0.4 + 0.85.
  const auto means = next_steps({.level = 0.5, .trend = 0.25, .damping = 0.8}, {4, 8}, 0, 2);
  CHECK(means[0] == Approx(6.3 + 0.36));
  CHECK(means[1] == Approx(6.3 + 0.36 + 0.288));
}

TEST_CASE("a season comes again in its place") {
  const Smoothing fit{.level = 0.5, .season = 0.2, .seasonal = true};
  CHECK(next_steps(fit, {1, 3, 1, 3}, 2, 3) == Series{1, 3, 1});
  CHECK(next_steps(fit, {1, 3, 1, 3, 1}, 2, 3) == Series{3, 1, 3});
}

TEST_CASE("the weight of a series' level is found again") {
  CHECK(models::fit_simple_smoothing(simulated(4000, kNoSeason)).level == Approx(0.3).margin(0.04));
  const auto fit = models::fit_smoothing(simulated(4000, kNoSeason), 7);
  CHECK(!fit.seasonal);
  CHECK(fit.damping == 0);
}

TEST_CASE("a season is recognised, and foreseen") {
  const auto history = simulated(420, kWeek);
  const auto fit = models::fit_smoothing(history, 7);
  CHECK(fit.seasonal);
  CHECK(fit.level == Approx(0.3).margin(0.12));
  CHECK(fit.season < 0.1);
  const auto means = next_steps(fit, history, 7, 7);
  for (std::size_t i = 0; i < 7; ++i) CHECK(means[i] - means[3] == Approx(kWeek[i]).margin(5));
}

TEST_CASE("a trend is recognised, and believed for a while") {
  Series history;
  Random random(3, 0);
  for (int t = 0; t < 120; ++t) history.push_back(20 + 2 * t + random.normal());
  const auto fit = models::fit_smoothing(history, 0);
  CHECK(fit.damping > 0);
  const auto means = next_steps(fit, history, 0, 400);
  CHECK(means[0] == Approx(260).margin(4));
  CHECK(means[6] > means[0] + 8);
  CHECK(means[399] < 20 + 2 * 519);
}

TEST_CASE("twice the sales are twice the forecast") {
  const auto history = simulated(200, kWeek);
  const auto fit = models::fit_smoothing(history, 7);
  const auto means = next_steps(fit, history, 7, 28);
  const auto twice = models::fit_smoothing(times(history, 2), 7);
  CHECK(next_steps(twice, times(history, 2), 7, 28) == times(means, 2));
}

TEST_CASE("a fit serves a history that has grown") {
  auto history = simulated(100, kNoSeason);
  const auto fit = models::fit_simple_smoothing(history);
  const double before = next_steps(fit, history, 0, 1)[0];
  history.push_back(before + 50);
  CHECK(next_steps(fit, history, 0, 1)[0] == Approx(before + 50 * fit.level));
}

TEST_CASE("a censored step moves nothing but the calendar") {
  auto history = simulated(140, kWeek);
  const Smoothing fit{.level = 0.3, .season = 0.1, .seasonal = true};
  const auto before = next_steps(fit, history, 7, 10);
  history.insert(history.end(), 3, kCensored);
  CHECK(next_steps(fit, history, 7, 7) == Series(before.begin() + 3, before.end()));
}

TEST_CASE("out-of-stock days do not pull a level down") {
  Series history(60, 10.0);
  for (std::size_t t = 20; t < 50; ++t) history[t] = kCensored;
  CHECK(next_steps(models::fit_smoothing(history, 7), history, 7, 3) == Series{10, 10, 10});
}

TEST_CASE("smoothing answers however little is known") {
  const Series zeros(90);
  CHECK(next_steps(models::fit_smoothing(zeros, 7), zeros, 7, 5) == Series(5));
  for (const Series& history :
       {Series{}, Series{4}, Series{kCensored}, Series{0, 9}, Series(8, 3.0), Series(20, kCensored),
        Series{1e15, 0, 0, 1e-9, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}}) {
    const auto fit = models::fit_smoothing(history, 7);
    CHECK(sound(next_steps(fit, history, 7, 400)));
    CHECK(sound(next_steps(models::fit_simple_smoothing(history), history, 7, 3)));
  }
  const auto falling = Series{90, 80, 70, 60, 50, 40, 30, 20, 10, 1};
  CHECK(sound(next_steps({.level = 0.9, .trend = 0.8, .damping = 0.98}, falling, 0, 400)));
}

TEST_CASE("sixteen candidates side by side compute what each would alone, to the bit") {
  const auto history = simulated(60, kWeek);
  const auto start = models::series_start(history, {.season = 7, .trend = true});
  models::SmoothingState<models::Lanes> together(start);
  models::Weights<models::Lanes> weights{0, 0.01, 0.9, 0.05};
  for (std::size_t lane = 0; lane < models::kLanes; ++lane)
    weights.level.set(lane, 0.05 * static_cast<double>(lane + 1));
  models::SmoothingState<double> alone(start);
  for (const double units : history) {
    const auto errors = models::step<true, true>(together, weights, units);
    CHECK(errors.at(5) == models::step<true, true>(alone, {weights.level.at(5), 0.01, 0.9, 0.05}, units));
  }
}
