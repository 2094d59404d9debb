// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/domain/panel.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;

namespace {

constexpr Day kFirst{20'000};
constexpr Day kCut = kFirst + 99;

domain::Panel panel_of_a_hundred_days() {
  return {.marketplace = {},
          .known_at = {(kCut + 1).number * kDaySeconds + 3600},
          .first = kFirst,
          .cut = kCut,
          .categories = {},
          .products = {},
          .holidays = {}};
}

}  // namespace

TEST_CASE("the last day known at the moment after a day is that day, within the panel") {
  const auto panel = panel_of_a_hundred_days();
  CHECK(last_day_known(panel, panel.known_at) == kCut);
  for (const int days : {1, 7, 99})
    CHECK(last_day_known(panel, domain::known_after(panel, kCut - days)) == kCut - days);
  CHECK(last_day_known(panel, domain::known_after(panel, kCut - 7) - 1) == kCut - 8);
  CHECK(last_day_known(panel, domain::known_after(panel, kFirst - 50)) == kFirst - 1);
  CHECK(last_day_known(panel, panel.known_at + kDaySeconds) == kCut);
}

TEST_CASE("a product is young until it has sold for eight weeks, and before it has sold at all") {
  domain::PanelProduct product{.product = {}, .sales = {}, .prices = {}, .promotions = {}};
  CHECK(is_young(product, kCut));
  product.sales.push_back({.day = kFirst, .units = kMicro, .amount = 100});
  CHECK(is_young(product, kFirst + 55));
  CHECK_FALSE(is_young(product, kFirst + 56));
  CHECK(is_young(product, kFirst - 1));
}
