// SPDX-License-Identifier: Apache-2.0
#include "refresh/coverage_scoring.hpp"

#include "unit/predictions/small_cube.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using namespace shelfcast::test;
using domain::CoverageOf;
using domain::Level;
using refresh::Actuals;

namespace {

const Day kCut = date(2025, 11, 19);
const FramePeriod kRollingWeek{Frame::week, {kCut + 1, kCut + 7}, true};
const FramePeriod kRunningMonth{Frame::month, {date(2025, 11, 1), date(2025, 11, 30)}, false};

/// It says of products and categories that they miss by up to a tenth of the root, or a fifth; and that 1234 surely
/// ends among the best five.
domain::Cube sure_cube() {
  auto cube = small_cube();
  const domain::Errors errors{.of_80 = {{0, -0.1, 0.1}}, .of_95 = {{0, -0.2, 0.2}}};
  for (const auto level : {Level::product, Level::category})
    for (const int days : {0, 7, 28}) cube.intervals.measured[{level, days}] = errors;
  cube.chance_periods = {kRollingWeek.period};
  cube.product_chances.resize(cube.products.size());
  cube.product_chances.back() = {.top = {10'000, 10'000, 10'000, 10'000}, .rank_low = 1, .rank_high = 1};
  cube.category_chances.resize(cube.categories.size());
  return cube;
}

struct Shelf {
  explicit Shelf(const domain::Cube& cube) {
    tables = predictions::Tables::open(folder.path()).value();
    table = tables->publish(cube, at("2025-11-20T06:00:00Z")).value();
  }
  /// Every product sells what was expected of a period, but for the first, which sells so many units more.
  [[nodiscard]] Actuals as_expected(const Period& period, Micro more_of_first = 0) const {
    std::vector<deltas::ProductTotal> totals;
    for (std::size_t p = 0; p < table->cube().products.size(); ++p) {
      const auto expected = table->product(p, period);
      totals.push_back({table->cube().products[p].id, expected.units + (p == 0 ? more_of_first : 0),
                        expected.amount / kMicroPerMinor});
    }
    return Actuals(std::move(totals));
  }
  Folder folder;
  std::unique_ptr<predictions::Tables> tables;
  predictions::TablePtr table;
};

CoverageOf mugs(Level level, Frame frame, std::size_t band) {
  return {.level = level, .category = {11}, .frame = frame, .band = band};
}

}  // namespace

TEST_CASE("what comes as expected is held, by product and by category") {
  const Shelf shelf(sure_cube());
  const auto scored = refresh::score_period(*shelf.table, kRollingWeek, shelf.as_expected(kRollingWeek.period));
  CHECK(scored.cut == kCut);
  CHECK(scored.promised_by == "DE-20251120-1");
  const auto& products = scored.held.at(mugs(Level::product, Frame::week, 0));
  CHECK(products.intervals == 4);
  CHECK(products.of_80 == 4);
  CHECK(products.confidence.predictions() == 4);
  CHECK(products.confidence.tenths[6].happened == 4);  // said: 0.61
  const auto& category = scored.held.at(mugs(Level::category, Frame::week, 0));
  CHECK(category.intervals == 1);
  CHECK(category.of_80 == 1);
}

TEST_CASE("what leaves its interval does so by itself, and in its category") {
  const Shelf shelf(sure_cube());
  const auto actuals = shelf.as_expected(kRollingWeek.period, 40 * kMicro);
  const auto scored = refresh::score_period(*shelf.table, kRollingWeek, actuals);
  CHECK(scored.held.at(mugs(Level::product, Frame::week, 0)).of_95 == 3);
  CHECK(scored.held.at(mugs(Level::category, Frame::week, 0)).of_95 == 0);
}

TEST_CASE("of a running period the days after the cut are uncertain, and tell how far ahead that was") {
  const Shelf shelf(sure_cube());
  const auto scored = refresh::score_period(*shelf.table, kRunningMonth, shelf.as_expected(kRunningMonth.period));
  CHECK(scored.held.at(mugs(Level::product, Frame::month, 1)).of_80 == 4);  // 11 days
  CHECK(scored.runs.empty());
}

TEST_CASE("a rolling period is remembered as what was foreseen beside what came") {
  const Shelf shelf(sure_cube());
  const auto scored = refresh::score_period(*shelf.table, kRollingWeek, shelf.as_expected(kRollingWeek.period, kMicro));
  REQUIRE(scored.runs.size() == 2);
  CHECK(scored.runs[0].level == Level::product);
  CHECK(scored.runs[0].days == 7);
  CHECK(scored.runs[0].of == 7);
  REQUIRE(scored.runs[0].pairs.size() == 7);
  CHECK(scored.runs[0].pairs[0].came == Approx(scored.runs[0].pairs[0].foreseen + 1));
  CHECK(scored.runs[0].pairs[1].came == Approx(scored.runs[0].pairs[1].foreseen));
}

TEST_CASE("a chance of a place counts among its tenth, beside where the row ended") {
  const Shelf shelf(sure_cube());
  const auto scored = refresh::score_period(*shelf.table, kRollingWeek, shelf.as_expected(kRollingWeek.period));
  const CoverageOf electronics{.level = Level::product, .category = {42}, .frame = Frame::week, .band = 0};
  const auto& best_five = scored.held.at(electronics).top[0];
  CHECK(best_five.predictions() == 1);
  CHECK(best_five.tenths.back().happened == 1);
  CHECK(scored.held.at(mugs(Level::product, Frame::week, 0)).top[0].predictions() == 0);
}

TEST_CASE("of what a table says no certainty of, nothing is counted") {
  auto cube = small_cube();
  cube.confidence.clear();
  const Shelf shelf(cube);
  const auto scored = refresh::score_period(*shelf.table, kRollingWeek, shelf.as_expected(kRollingWeek.period));
  CHECK(scored.held.empty());
  CHECK(scored.runs.empty());
}

TEST_CASE("young products are held to intervals of their own, and teach the others nothing") {
  auto cube = sure_cube();
  const domain::Errors wide{.of_80 = {{0, -99, 99}}, .of_95 = {{0, -99, 99}}};
  for (const int days : {0, 7, 28}) cube.intervals.measured[{{Level::product, true}, days}] = wide;
  const auto pairs_of_products = [](const predictions::ScoredPeriod& scored) {
    return std::ranges::find(scored.runs, Level::product, &domain::LiveRun::level)->of;
  };
  const Shelf grown(cube);
  cube.products.front().young = true;
  const Shelf one_young(cube);
  const auto actuals = grown.as_expected(kRollingWeek.period, 40 * kMicro);
  const auto before = refresh::score_period(*grown.table, kRollingWeek, actuals);
  const auto after = refresh::score_period(*one_young.table, kRollingWeek, actuals);
  CHECK(before.held.at(mugs(Level::product, Frame::week, 0)).of_95 == 3);
  CHECK(after.held.at(mugs(Level::product, Frame::week, 0)).of_95 == 4);
  CHECK(pairs_of_products(after) == pairs_of_products(before) - 1);
}
