// SPDX-License-Identifier: Apache-2.0
#include "models/series/intermittent.hpp"
#include "shelfcast/base/random.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <vector>

using namespace shelfcast;
using models::IntermittentKind;

namespace {

using Series = std::vector<double>;

const double kCensored = std::nan("");
constexpr std::array kEveryKind{IntermittentKind::croston, IntermittentKind::sba, IntermittentKind::tsb};

double fitted_rate(IntermittentKind kind, const Series& history) {
  return models::rate(models::fit_intermittent(kind, history), history);
}

/// A sale each fifth day on average, of 1 to 9 units: a unit a day.
Series rare_sales(std::size_t days) {
  Random random(4, 0);
  Series series;
  for (std::size_t t = 0; t < days; ++t)
    series.push_back(random.uniform() < 0.2 ? static_cast<double>(1 + random.below(9)) : 0.0);
  return series;
}

Series times(Series series, double factor) {
  for (double& units : series) units *= factor;
  return series;
}

}  // namespace

TEST_CASE("Croston divides the size of a sale by the steps between sales") {
  // Sales of 6 and 3 after 3 and 2 steps: both start at their means 4.5 and 2.5, and go half of the way twice.
  const Series history{0, 0, 6, 0, 3};
  CHECK(models::rate({IntermittentKind::croston, 0.5, 0.5}, history) == Approx(4.125 / 2.375));
  CHECK(models::rate({IntermittentKind::sba, 0.5, 0.5}, history) == Approx(0.75 * 4.125 / 2.375));
}

TEST_CASE("TSB loses hope while nothing sells") {
  // The chance: 0.4, 0.2, 0.1, a sale 0.55, 0.275, a sale 0.6375.
  Series history{0, 0, 6, 0, 3};
  const models::Intermittent fit{IntermittentKind::tsb, 0.5, 0.5};
  CHECK(models::rate(fit, history) == Approx(0.6375 * 4.125));
  history.insert(history.end(), 2, 0.0);
  CHECK(models::rate(fit, history) == Approx(0.6375 * 4.125 / 4));
}

TEST_CASE("the rate of rare sales is found") {
  for (const auto kind : kEveryKind) CHECK(fitted_rate(kind, rare_sales(2000)) == Approx(1).margin(0.25));
}

TEST_CASE("twice the units are twice the rate") {
  const auto history = rare_sales(300);
  for (const auto kind : kEveryKind) CHECK(fitted_rate(kind, times(history, 2)) == 2 * fitted_rate(kind, history));
}

TEST_CASE("censored days are neither sales nor days without them") {
  auto history = rare_sales(300);
  for (const auto kind : kEveryKind) {
    const double rate = fitted_rate(kind, history);
    auto gap = history;
    gap.insert(gap.begin() + 150, 40, kCensored);
    gap.insert(gap.end(), 40, kCensored);
    CHECK(fitted_rate(kind, gap) == rate);
  }
}

TEST_CASE("a product that never sold is expected to sell nothing, one sale is a beginning") {
  for (const auto kind : kEveryKind) {
    CHECK(fitted_rate(kind, {}) == 0);
    CHECK(fitted_rate(kind, Series(90)) == 0);
    CHECK(fitted_rate(kind, Series(9, kCensored)) == 0);
    CHECK(fitted_rate(kind, {0, 0, 0, 8}) > 0);
    CHECK(std::isfinite(fitted_rate(kind, {1e15, 0, 0, 1e-9, 0})));
  }
}
