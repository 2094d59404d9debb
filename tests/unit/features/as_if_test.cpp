// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/features/as_if.hpp"

#include "shelfcast/features/plans.hpp"
#include "support/toy_shop.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace shelfcast;
using testing::ToyShop;

TEST_CASE("held prices are those of the cut's day, however they were before and will be") {
  auto panel = ToyShop{}.panel();
  auto& product = panel.products.front();
  product.prices = {{product.product.id, panel.cut - 40, 900, {0}},
                    {product.product.id, panel.cut - 3, 1100, {0}},
                    {product.product.id, panel.cut + 2, 1500, {0}}};
  CHECK(features::hold_prices(panel));
  for (const int day : {-100, -20, 0, 30})
    CHECK(features::planned_price(product, panel.cut + day, panel.cut, panel.known_at) == 1100);
  CHECK(!features::hold_prices(panel));
}

TEST_CASE("a price that is only planned is no price yet") {
  auto panel = ToyShop{}.panel();
  auto& product = panel.products.front();
  product.prices = {{product.product.id, panel.cut + 2, 1500, {0}}};
  CHECK(features::hold_prices(panel));
  CHECK(product.prices.empty());
}

TEST_CASE("a running promotion ends with the cut, a planned one is dropped, one that is over stays") {
  auto panel = ToyShop{}.panel();
  auto& product = panel.products.front();
  const Day cut = panel.cut;
  const auto id = product.product.id;
  product.promotions = {
      {id, cut - 9, cut - 5, 0.1, {0}}, {id, cut - 1, cut + 4, 0.2, {0}}, {id, cut + 2, cut + 3, 0.3, {0}}};
  CHECK(features::drop_promotions_ahead(panel));
  REQUIRE(product.promotions.size() == 2);
  CHECK(product.promotions[0].last == cut - 5);
  CHECK(product.promotions[1].last == cut);
  CHECK(!features::drop_promotions_ahead(panel));
}

TEST_CASE("holidays that were stay, those to come are dropped") {
  auto panel = ToyShop{}.panel();
  CHECK(features::drop_holidays_ahead(panel));
  CHECK(!panel.holidays.empty());
  CHECK(std::ranges::all_of(panel.holidays, [&](const auto& holiday) { return holiday.day <= panel.cut; }));
  CHECK(!features::drop_holidays_ahead(panel));
}
