// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/features/matrix.hpp"

#include "features/definitions.hpp"
#include "support/toy_shop.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace shelfcast;
using features::Column;
using testing::ToyShop;

namespace {

constexpr domain::Band kWeek{"1-7", 1, 7};

domain::FeatureBlock block_at(const domain::Panel& panel, Day origin) {
  return features::build_matrix(panel, kWeek, std::span(&origin, 1)).blocks.front();
}

float value(const domain::FeatureBlock& block, std::size_t row, Column column) {
  return block.values[row * features::column_count + column];
}

}  // namespace

TEST_CASE("a product that sells more has the larger velocity, and a silent one a gap") {
  auto panel = ToyShop{}.panel();
  std::erase_if(panel.products[3].sales, [&](const auto& sale) { return sale.day > panel.cut - 40; });
  const auto block = block_at(panel, panel.cut);
  CHECK(value(block, 5, features::velocity_28) > value(block, 1, features::velocity_28));
  CHECK(value(block, 3, features::gap) == Approx(std::log(41.0)));
  CHECK(value(block, 3, features::silent_28) == 1);
  CHECK(value(block, 5, features::silent_28) == 0);
}

TEST_CASE("a row is there for what is on sale: not yet the coming, no more the forgotten") {
  auto panel = ToyShop{.days = 500}.panel();
  panel.products[0].sales.clear();
  panel.products[0].product.on_sale_since = panel.cut + 5;
  panel.products[1].sales.clear();  // on sale for 500 days and never sold
  panel.products[2].sales.clear();
  panel.products[2].product.on_sale_since = panel.cut - 3;
  const auto block = block_at(panel, panel.cut);
  CHECK(block.product.size() == panel.products.size() - 2);
  CHECK(block.product.front() == 2);
  CHECK(value(block, 0, features::young) > 0.8F);
}

TEST_CASE("a promotion that is planned shows for its own days, and only from when it was known") {
  auto panel = ToyShop{}.panel();
  const Instant known = panel.known_at - 5 * kDaySeconds;
  panel.products[0].promotions.push_back({panel.products[0].product.id, panel.cut + 3, panel.cut + 4, 0.5, known});
  auto block = block_at(panel, panel.cut);
  CHECK(value(block, 0, features::discount_ahead) == Approx(2.0 / 7 * std::log(0.5)));
  features::look_ahead(block, panel, {"", 3, 3});
  CHECK(value(block, 0, features::discount_ahead) == Approx(std::log(0.5)));
  features::look_ahead(block, panel, {"", 5, 7});
  CHECK(value(block, 0, features::discount_ahead) == 0);
  CHECK(value(block_at(panel, panel.cut - 6), 0, features::discount_ahead) == 0);
}

TEST_CASE("a price that will change is a change ahead") {
  auto panel = ToyShop{}.panel();
  panel.products[0].prices = {{panel.products[0].product.id, panel.first, 1000, {0}},
                              {panel.products[0].product.id, panel.cut + 1, 500, {0}}};
  CHECK(value(block_at(panel, panel.cut), 0, features::price_change_28) == Approx(std::log(0.5)));
  CHECK(value(block_at(panel, panel.cut), 1, features::price_change_28) == 0);
}
