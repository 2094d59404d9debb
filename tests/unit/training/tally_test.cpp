// SPDX-License-Identifier: Apache-2.0
// The measures of a backtest, beside what a calculation by hand gives.
#include "training/tally.hpp"

#include "support/toy_shop.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace shelfcast;
using models::Grid;
using training::LevelTruth;
using training::Tally;

namespace {

constexpr training::Lens kBestOne{.step_days = 1, .top = 1};

Grid grid(std::size_t columns, std::vector<double> values) {
  return {.rows = values.size() / columns, .columns = columns, .values = std::move(values)};
}

/// Two products over two days, 1.00 apiece: one sold 2 and 4, the other 1 and 0.
LevelTruth two_products() {
  return {.ids = {"A", "B"},
          .units = grid(2, {2, 4, 1, 0}),
          .amount = {600, 100},
          .prices = grid(2, {100, 100, 100, 100}),
          .scale = {4, 1},
          .weight = {0.75, 0.25},
          .shelf = {0, 0}};
}

domain::PanelProduct selling(std::vector<std::pair<int, int>> units_by_day) {
  domain::PanelProduct product;
  for (const auto& [day, units] : units_by_day) product.sales.push_back({Day{day}, units * kMicro, 0});
  return product;
}

}  // namespace

TEST_CASE("every measure of a window is what a calculation by hand gives") {
  Tally tally;
  tally.add(two_products(), grid(2, {3, 3, 0, 2}), kBestOne);  // totals 6 of 6, and 2 of 1
  const auto measures = tally.measures();
  CHECK(tally.forecasts() == 2);
  CHECK(*measures.wape == Approx(1.0 / 7));
  CHECK(*measures.bias == Approx(1.0 / 7));
  CHECK(*measures.mape == Approx(0.5));
  CHECK(*measures.mae == Approx(0.5));
  CHECK(*measures.rmse == Approx(std::sqrt(0.5)));
  CHECK(*measures.rmsse == Approx((std::sqrt(1.0 / 4) + std::sqrt(2.5 / 1)) / 2));
  CHECK(*measures.wrmsse == Approx(0.75 * std::sqrt(1.0 / 4) + 0.25 * std::sqrt(2.5 / 1)));
  CHECK(*measures.hits == Approx(0.5));
  CHECK(*measures.precision == 1);
  CHECK(*measures.ndcg == 1);
  CHECK(!measures.coverage_80);  // nothing here said how sure it was
}

TEST_CASE("how sure a model says it is, is measured beside what came") {
  domain::Intervals intervals;
  intervals.measured[{domain::Level::product, 0}] = {.of_80 = {{0, -1, 1}}, .of_95 = {{0, -2, 2}}};
  intervals.measured[{domain::Level::product, 7}] = intervals.measured.begin()->second;
  const domain::ConfidenceCurve curve{Frame::week, domain::Level::product, {{0, 0.25, 99}, {4'000'000, 0.75, 99}}};
  Tally tally;
  // 6 of 6 within 6 -+ 2.4, said 0.75 and hit; 4 of 1 beyond 4 -+ 2 and within 4 -+ 4, said 0.75 and missed.
  const training::Certainty certainty{.intervals = intervals, .level = domain::Level::product, .confidence = &curve};
  tally.add(two_products(), grid(2, {3, 3, 0, 4}), kBestOne, &certainty);
  const auto measures = tally.measures();
  CHECK(*measures.coverage_80 == 0.5);
  CHECK(*measures.coverage_95 == 1);
  CHECK(*measures.width_80 == Approx((2 * std::sqrt(6.0) + 2 * 2) / 2));
  CHECK(*measures.calibration == Approx(0.25));
}

TEST_CASE("a ranking that begins with the wrong product earns what that product made") {
  Tally tally;
  tally.add(two_products(), grid(2, {0, 1, 4, 4}), kBestOne);
  CHECK(*tally.measures().precision == 0);
  CHECK(*tally.measures().ndcg == Approx(1.0 / 6));
}

TEST_CASE("windows are gathered: sums of errors over sums of sales, means of the rest") {
  Tally tally;
  tally.add(two_products(), grid(2, {3, 3, 0, 2}), kBestOne);
  tally.add(two_products(), grid(2, {2, 4, 1, 0}), kBestOne);
  CHECK(tally.forecasts() == 4);
  CHECK(*tally.measures().wape == Approx(1.0 / 14));
  CHECK(*tally.measures().hits == Approx(0.75));
}

TEST_CASE("a series that a model cannot forecast is left out of its measures, and of no other's") {
  Tally tally;
  const double none = std::numeric_limits<double>::quiet_NaN();
  tally.add(two_products(), grid(2, {3, 3, none, none}), kBestOne);
  CHECK(tally.forecasts() == 1);
  CHECK(*tally.measures().wape == 0);
  CHECK(!tally.measures().ndcg);
}

TEST_CASE("what sold of a product that nobody knew then counts as not foreseen") {
  auto truth = two_products();
  truth.scale[1] = truth.weight[1] = 0;
  Tally tally;
  tally.add(truth, grid(2, {2, 4}), kBestOne);
  CHECK(*tally.measures().wape == Approx(1.0 / 7));
  CHECK(*tally.measures().rmsse == 0);
}

TEST_CASE("where nothing was sold there is no percentage, and expecting nothing is a forecast all the same") {
  auto truth = two_products();
  truth.units = grid(2, {0, 0, 0, 0});
  truth.amount = {0, 0};
  Tally tally;
  tally.add(truth, grid(2, {0, 0, 0, 0}), kBestOne);
  CHECK(!tally.measures().wape);
  CHECK(!tally.measures().mape);
  CHECK(!tally.measures().hits);
  CHECK(*tally.measures().mae == 0);
}

TEST_CASE("the scale of a series is its mean square change from step to step since its first sale") {
  const auto product = selling({{2, 3}, {4, 1}});  // 3 0 1 0 0
  CHECK(training::scale_of(product, Day{0}, Day{6}, 1) == Approx((9.0 + 1 + 1 + 0) / 4));
  CHECK(training::scale_of(selling({}), Day{0}, Day{6}, 1) == 0);
  CHECK(training::scale_of(selling({{6, 3}}), Day{0}, Day{6}, 1) == 0);
  const auto weekly = selling({{0, 2}, {8, 1}, {9, 1}, {20, 5}});  // weeks that end with day 20: 2 2 5
  CHECK(training::scale_of(weekly, Day{0}, Day{20}, 7) == Approx((0.0 + 9) / 2));
}

TEST_CASE("a window holds what came after its origin, at every level, and what nobody knew at the end of each") {
  auto now = testing::ToyShop{.days = 100, .categories = 2, .products = 2}.panel();
  auto then = now;
  then.cut = now.cut - 7;
  for (auto& product : then.products)
    std::erase_if(product.sales, [&](const auto& sale) { return sale.day > then.cut; });
  then.products.pop_back();
  const auto window = training::open_window(then, now, 7);
  const auto came = training::sold(now, now.cut - 6, now.cut);
  const auto& [products, categories, whole] = window.truth;
  CHECK(products.ids == std::vector<std::string>{"P0", "P1", "P2", "P3"});
  CHECK(categories.ids == std::vector<std::string>{"C0", "C1"});
  double units = 0;
  for (std::size_t day = 0; day < 7; ++day) units += whole.units.at(0, day);
  CHECK(units == Approx(came.units[0] + came.units[1] + came.units[2] + came.units[3]));
  CHECK(categories.amount[1] == Approx(came.amount[2] + came.amount[3]));
  CHECK(products.weight[0] + products.weight[1] + products.weight[2] == Approx(1));
  CHECK(products.weight[3] == 0);
  CHECK(whole.weight == std::vector<double>{1});
}
