// SPDX-License-Identifier: Apache-2.0
#include "training/groups.hpp"

#include "support/toy_shop.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using testing::ToyShop;

namespace {

/// Two products of one category: what each sold on every day of the first hundred.
domain::Panel shop(Micro one, Micro other) {
  auto panel = ToyShop{.days = 100, .categories = 1, .products = 2}.panel();
  for (auto& product : panel.products) {
    product.sales.clear();
    for (Day day = panel.first; day <= panel.cut; day = day + 1)
      product.sales.push_back({day, (product.product.id.value == 0 ? one : other) * kMicro, 0});
  }
  return panel;
}

Instant end_of(const domain::Panel& panel, Day day) {
  return panel.known_at - (panel.cut - day) * kDaySeconds;
}

}  // namespace

TEST_CASE(
    "a product's promotion takes off its category as much as the product sold of it, as was known when announced") {
  auto panel = shop(1, 3);
  const Day first = panel.first + 60;
  for (auto& sale : panel.products[0].sales)
    if (sale.day > first - 10) sale.units = 1000 * kMicro;  // after it was announced
  const Instant announced = end_of(panel, first - 10);
  for (auto& product : panel.products)
    product.promotions.push_back({product.product.id, first, first + 4, 0.2, announced});
  panel.products[1].promotions.push_back({panel.products[1].product.id, first + 20, first + 22, 0.4, announced});

  const auto groups = training::panel_of_categories(panel);
  const auto& promotions = groups.products.at(0).promotions;
  REQUIRE(promotions.size() == 2);
  CHECK(promotions[0].first == first);
  CHECK(promotions[0].last == first + 4);
  CHECK(promotions[0].learnt == announced);
  CHECK(promotions[0].discount == Approx(0.2));
  CHECK(promotions[1].discount == Approx(0.4 * 3 / 4));
  CHECK(training::panel_of_whole(panel).products.at(0).promotions.at(1).discount == Approx(0.3));
}

TEST_CASE("a promotion of what nothing was known to sell takes nothing off its category") {
  auto panel = shop(1, 3);
  panel.products[0].promotions.push_back({panel.products[0].product.id, panel.first, panel.first + 4, 0.2, {0}});
  CHECK(training::panel_of_categories(panel).products.at(0).promotions.empty());
}
