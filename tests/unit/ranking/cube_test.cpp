// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/ranking/cube.hpp"
#include "shelfcast/domain/features.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>

using namespace shelfcast;

namespace {

Day day(const char* text) {
  return parse_day(text).value();
}

domain::PanelProduct product_of(std::uint32_t id, const char* name) {
  domain::PanelProduct row;
  row.product.id = {id};
  row.product.key = std::to_string(id);
  row.product.name = name;
  row.product.category = {10};
  row.product.seller = {7};
  return row;
}

/// Two products of one category: one with a price list and a promotion ahead, one with neither.
domain::Panel small_panel() {
  domain::Panel panel;
  panel.marketplace.id = {1};
  panel.marketplace.key = "DE";
  panel.first = day("2024-01-01");
  panel.cut = day("2025-11-20");
  panel.categories = {{{10}, "10", "Mugs", CategoryId{1}}};
  domain::PanelProduct listed = product_of(100, "Red");
  listed.sales = {{day("2024-12-31"), 5 * kMicro, 5000}, {day("2025-11-19"), 2 * kMicro, 2000}};
  listed.prices = {{{100}, day("2025-01-01"), 1000, {}}, {{100}, day("2025-12-01"), 1200, {}}};
  listed.promotions = {{{100}, day("2025-11-22"), day("2025-11-23"), 0.5, {}}};
  domain::PanelProduct bare = product_of(101, "Blue");
  bare.sales = {{day("2025-11-18"), 4 * kMicro, 1000}};
  panel.products = {listed, bare};
  return panel;
}

domain::Cube cube_of(const domain::Panel& panel, double units_a_day) {
  const std::vector<domain::Seller> sellers{{{7}, "7", "Anna"}};
  const std::vector<domain::Category> categories{{{1}, "1", "All", {}}, {{10}, "10", "Mugs", CategoryId{1}}};
  const std::vector<std::size_t> rows{0, 1};
  const std::vector<double> units(2 * domain::kHorizon, units_a_day);
  return ranking::build_cube(panel, {}, {.sellers = sellers, .categories = categories},
                             [&](const domain::TakeCategory& take) -> Result<void> {
                               take({.rows = rows, .units = units});
                               return {};
                             })
      .value();
}

domain::Expected between(const domain::Cube& cube, std::size_t product, Day from, Day to) {
  const std::size_t width = cube.boundaries.size() - 1;
  domain::Expected sum;
  for (std::size_t i = 0; i < width; ++i) {
    if (cube.boundaries[i] >= from && cube.boundaries[i] < to) sum += cube.cells[product * width + i];
  }
  return sum;
}

}  // namespace

TEST_CASE("time is cut at every period that can be asked for") {
  const Day cut = day("2025-11-20");
  for (int week_start = 0; week_start < 7; ++week_start) {
    const auto days = ranking::boundaries(cut, week_start);
    CHECK(std::ranges::is_sorted(days));
    const auto has = [&](Day wanted) { return std::ranges::binary_search(days, wanted); };
    CHECK(days.back() == cut + 1 + domain::kHorizon);
    for (const FrameRow& row : kFrames) {
      for (const Window window : {Window::calendar, Window::rolling, Window::next}) {
        const Period period = period_of(row.frame, window, cut + 1, cut, week_start);
        if (period.last > cut + domain::kHorizon) continue;
        CAPTURE(row.name, format_day(period.first), format_day(period.last));
        CHECK(has(period.first));
        CHECK(has(period.last + 1));
      }
    }
    CHECK(days.size() < 130);
  }
}

TEST_CASE("a day's price is the one in force, less a promotion planned for that day") {
  const auto cube = cube_of(small_panel(), 1.0);
  const auto price = [&](std::size_t product, const char* text) {
    return static_cast<double>(between(cube, product, day(text), day(text) + 1).amount) / 1e6;
  };
  CHECK(price(0, "2025-11-21") == Approx(10));
  CHECK(price(0, "2025-11-22") == Approx(5));
  CHECK(price(0, "2025-12-01") == Approx(12));
  CHECK(price(1, "2025-11-21") == Approx(2.5));  // no price list: what was last paid
}

TEST_CASE("the running year holds what was sold, and what is expected of the rest") {
  const auto cube = cube_of(small_panel(), 1.0);
  const auto year = between(cube, 0, day("2025-01-01"), day("2026-01-01"));
  CHECK(year.units == (2 + 41) * kMicro);  // the sale of last year's last day is not part of it
  const auto november = between(cube, 0, day("2025-11-21"), day("2025-12-01"));
  CHECK(november.amount == Approx((8 * 10 + 2 * 5) * kMicro));
}

TEST_CASE("names come with the cube, also of the categories above") {
  const auto cube = cube_of(small_panel(), 0.1);
  REQUIRE(cube.categories.size() == 2);
  CHECK(cube.categories[0].name == "All");
  CHECK(cube.products[0].seller_name == "Anna");
}

TEST_CASE("expected units are never lost or made by cutting time") {
  const auto cube = cube_of(small_panel(), 0.123456);
  const auto all = between(cube, 1, day("2025-11-21"), day("2025-11-21") + domain::kHorizon);
  const auto cells = static_cast<std::int64_t>(cube.boundaries.size());
  CHECK(std::abs(all.units - to_micro(0.123456 * domain::kHorizon)) <= cells);
}
