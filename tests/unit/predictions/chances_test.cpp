// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/predictions/tables.hpp"
#include "unit/predictions/small_cube.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using namespace shelfcast::test;
using domain::Chance;
using predictions::Tables;

namespace {

const Period kWeek{date(2025, 11, 20), date(2025, 11, 26)};
const Period kMonth{date(2025, 11, 20), date(2025, 12, 19)};

/// Every product and category by itself: tells which and whose it is.
Chance chance(std::uint32_t id, std::uint32_t times) {
  return {.top = {1, 2, 3, static_cast<std::uint16_t>(id)}, .rank_low = times, .rank_high = id * times};
}

domain::Cube with_chances(domain::Cube cube, std::uint32_t times) {
  cube.chance_periods = {kWeek, kMonth};
  for (const auto& product : cube.products)
    cube.product_chances.insert(cube.product_chances.end(), {chance(product.id.value, times), Chance{}});
  for (const auto& category : cube.categories)
    cube.category_chances.insert(cube.category_chances.end(), {chance(category.id.value, times), Chance{}});
  return cube;
}

domain::Cube only_tea(domain::Cube cube) {
  const auto width = static_cast<std::ptrdiff_t>(cube.boundaries.size() - 1);
  cube.products = {cube.products[4], cube.products[5]};
  cube.cells.assign(cube.cells.begin() + 4 * width, cube.cells.begin() + 6 * width);
  cube.receipt.cycle += "+1";
  return cube;
}

}  // namespace

TEST_CASE("a table tells the chances it was given, of the periods that were drawn, and its intervals") {
  const Folder folder;
  auto cube = with_chances(small_cube(), 1);
  const domain::Widths widths{{0.1, -0.5, 1.0 / 3}, {7, -0.25, 2}};
  cube.intervals.weekly = true;
  cube.intervals.measured[{domain::Level::category, 28}] = {.of_80 = widths, .of_95 = widths};
  cube.intervals.measured[{{domain::Level::product, true}, 7}] = {
      .of_80 = widths, .of_95 = {{2, -3, 4}}, .shapes = {{.log_size = 1.5, .errors = {-1, 0, 0.1}}}};
  REQUIRE(Tables::open(folder.path()).value()->publish(cube, kNow));
  const auto table = Tables::open(folder.path()).value()->current("DE");
  REQUIRE(table);
  CHECK(table->product_chance(0, kWeek) == chance(1101, 1));
  CHECK(table->product_chance(6, kWeek) == chance(1234, 1));
  CHECK(table->category_chance(3, kWeek) == chance(42, 1));
  CHECK(table->product_chance(0, kMonth) == std::nullopt);
  CHECK(table->product_chance(0, {kWeek.first, kWeek.first}) == std::nullopt);
  CHECK(table->cube().products.back().id == ProductId{1234});
  const auto& read = table->cube().intervals;
  CHECK(read.weekly);
  REQUIRE(read.measured.size() == 2);
  CHECK(read.measured == cube.intervals.measured);
  CHECK(read.of_total(domain::Level::category, 28, 50)->of_95.high ==
        cube.intervals.of_total(domain::Level::category, 28, 50)->of_95.high);
}

TEST_CASE("a part brings the chances of its own products; all others and the categories keep theirs") {
  const Folder folder;
  const auto tables = Tables::open(folder.path()).value();
  const auto base = tables->publish(with_chances(small_cube(), 1), kNow).value();
  const auto part = with_chances(only_tea(small_cube()), 2);
  const std::vector<CategoryId> tea{{12}};
  const auto table = tables->publish_part(*base, part, tea, kNow + 600).value();
  CHECK(table->product_chance(3, kWeek) == chance(1104, 1));
  CHECK(table->product_chance(4, kWeek) == chance(1201, 2));
  CHECK(table->product_chance(6, kWeek) == chance(1234, 1));
  CHECK(table->category_chance(2, kWeek) == chance(12, 1));
}

TEST_CASE("a part without chances leaves its products without, and chances that fit no table are refused") {
  const Folder folder;
  const auto tables = Tables::open(folder.path()).value();
  const auto base = tables->publish(with_chances(small_cube(), 1), kNow).value();
  const std::vector<CategoryId> tea{{12}};
  const auto table = tables->publish_part(*base, only_tea(small_cube()), tea, kNow + 600).value();
  CHECK(table->product_chance(4, kWeek) == std::nullopt);
  CHECK(table->product_chance(6, kWeek) == chance(1234, 1));
  auto cube = with_chances(small_cube("DE-20251120-2"), 1);
  cube.product_chances.pop_back();
  CHECK(tables->publish(cube, kNow + 700).error().code == Code::invalid);
}
