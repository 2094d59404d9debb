// SPDX-License-Identifier: Apache-2.0
#include "models/series/theta.hpp"
#include "shelfcast/base/random.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace shelfcast;
using models::SeasonKind;
using models::Theta;

namespace {

using Series = std::vector<double>;

const double kCensored = std::nan("");
const Series kWeek{0.4, 0.8, 1, 1, 1.2, 1.4, 1.2};

Series next_steps(const Theta& fit, const Series& history, std::size_t season, std::size_t steps) {
  Series means(steps);
  models::forecast(fit, history, season, means);
  return means;
}

Series fitted_steps(const Series& history, std::size_t season, std::size_t steps) {
  return next_steps(models::fit_theta(history, season), history, season, steps);
}

/// Poisson sales with a week's shape.
Series weekly_sales(double mean, std::size_t days) {
  Random random(11, 0);
  Series series;
  for (std::size_t t = 0; t < days; ++t) series.push_back(static_cast<double>(random.poisson(mean * kWeek[t % 7])));
  return series;
}

Series times(Series series, double factor) {
  for (double& units : series) units *= factor;
  return series;
}

bool sound(const Series& means) {
  return std::all_of(means.begin(), means.end(), [](double v) { return std::isfinite(v) && v >= 0; });
}

}  // namespace

TEST_CASE("theta goes on as statsforecast 2.1.1 does from the same parameters") {
  const auto means = next_steps({.alpha = 0.4, .start = 2, .weight = 0.5}, {3, 5, 4, 6, 8, 7, 9, 12}, 0, 4);
  const Series expected{10.654262095238096, 11.121335280584503, 11.55692424348204, 11.966230325681028};
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK(means[i] == Approx(expected[i]).epsilon(1e-12));
}

TEST_CASE("theta without a weight is simple smoothing") {
  // 8, by half of 4 to 10, by half of -4 to 8
  CHECK(next_steps({.alpha = 0.5, .start = 8}, {12, 6}, 0, 2) == Series{8, 8});
}

TEST_CASE("theta continues a straight line") {
  Series line;
  for (int t = 0; t < 40; ++t) line.push_back(5 + 3 * t);
  const auto means = fitted_steps(line, 0, 10);
  for (std::size_t i = 0; i < means.size(); ++i)
    CHECK(means[i] == Approx(125 + 3 * static_cast<double>(i)).epsilon(0.005));
}

TEST_CASE("theta finds the weight of a level again") {
  Random random(5, 0);
  Series series;
  double level = 100;
  for (int t = 0; t < 4000; ++t) {
    const double error = random.normal();
    series.push_back(level + error);
    level += 0.4 * error;
  }
  CHECK(models::fit_theta(series, 0).alpha == Approx(0.4).margin(0.05));
}

TEST_CASE("a season is multiplicative where all is positive, additive where something is zero, none in noise") {
  auto sales = weekly_sales(100, 280);
  CHECK(models::season_kind(sales, 7) == SeasonKind::multiplicative);
  sales[70] = 0;
  CHECK(models::season_kind(sales, 7) == SeasonKind::additive);
  CHECK(models::season_kind(Series(280, 4.0), 7) == SeasonKind::none);
  CHECK(models::season_kind(Series(sales.begin(), sales.begin() + 13), 7) == SeasonKind::none);
}

TEST_CASE("the index of a season is the ratio to its moving average") {
  Series sales;
  for (int t = 0; t < 35; ++t) sales.push_back(10 * kWeek[static_cast<std::size_t>(t) % 7]);
  const auto index = models::season_index(sales, 7, SeasonKind::multiplicative);
  for (std::size_t phase = 0; phase < 7; ++phase) CHECK(index.by_phase[phase] == Approx(kWeek[phase]));
  // An even season: half a step at either end.
  const auto pairs = models::season_index(Series{1, 3, 1, 3, 1, 3}, 2, SeasonKind::additive);
  CHECK(pairs.by_phase == Series{-1, 1});
}

TEST_CASE("a season is told from whole seasons, and from parts of them where a weekday is censored each week") {
  Series sales;
  for (int t = 0; t < 70; ++t) sales.push_back(10 * kWeek[static_cast<std::size_t>(t) % 7]);
  auto gap = sales;
  std::fill(gap.begin() + 30, gap.begin() + 35, kCensored);
  const auto whole = models::season_index(gap, 7, SeasonKind::additive);
  for (std::size_t phase = 0; phase < 7; ++phase) CHECK(whole.by_phase[phase] == Approx(10 * kWeek[phase] - 10));
  for (std::size_t t = 2; t < sales.size(); t += 7) sales[t] = kCensored;
  const auto part = models::season_index(sales, 7, SeasonKind::additive);
  for (std::size_t phase = 0; phase < 7; ++phase)
    if (phase != 2) CHECK(part.by_phase[phase] - part.by_phase[0] == Approx(10 * (kWeek[phase] - kWeek[0])));
}

TEST_CASE("theta foresees the shape of the week, also after a history that has grown") {
  const auto sales = weekly_sales(100, 283);
  const auto fit = models::fit_theta(Series(sales.begin(), sales.begin() + 140), 7);
  const auto means = next_steps(fit, sales, 7, 7);
  for (std::size_t i = 0; i < 7; ++i) CHECK(means[i] == Approx(100 * kWeek[(283 + i) % 7]).margin(15));
}

TEST_CASE("twice the sales are twice theta's forecast") {
  const auto sales = weekly_sales(3, 200);
  CHECK(fitted_steps(times(sales, 2), 7, 28) == times(fitted_steps(sales, 7, 28), 2));
}

TEST_CASE("theta carries its level over censored days, and keeps the weekdays in place") {
  auto sales = weekly_sales(100, 280);
  for (std::size_t t = 100; t < 117; ++t) sales[t] = kCensored;
  const auto means = fitted_steps(sales, 7, 7);
  for (std::size_t i = 0; i < 7; ++i) CHECK(means[i] == Approx(100 * kWeek[i]).margin(15));
}

TEST_CASE("theta answers however little is known") {
  CHECK(fitted_steps(Series(90), 7, 5) == Series(5));
  CHECK(fitted_steps(Series(90, 4.0), 7, 5)[4] == Approx(4));
  for (const Series& history :
       {Series{}, Series{4}, Series{kCensored}, Series{0, 9}, Series(8, 3.0), Series(20, kCensored),
        Series{0, 0, 0, 0, 7}, Series{1e15, 0, 0, 1e-9, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
        Series{90, 80, 70, 60, 50, 40, 30, 20, 10, 1}})
    CHECK(sound(fitted_steps(history, 7, 400)));
}

TEST_CASE("a fit with factors survives sales that end") {
  auto sales = weekly_sales(100, 140);
  const auto fit = models::fit_theta(sales, 7);
  REQUIRE(fit.season == SeasonKind::multiplicative);
  sales.insert(sales.end(), 200, 0.0);
  CHECK(sound(next_steps(fit, sales, 7, 28)));
}
