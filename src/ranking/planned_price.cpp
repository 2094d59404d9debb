// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/ranking/cube.hpp"

#include <algorithm>
#include <ranges>

namespace shelfcast::ranking {
namespace {

double last_paid(const domain::PanelProduct& product) {
  for (const auto& day : product.sales | std::views::reverse) {
    if (day.units > 0 && day.amount > 0) {
      return static_cast<double>(day.amount) / 100 / (static_cast<double>(day.units) / static_cast<double>(kMicro));
    }
  }
  return static_cast<double>(product.product.price) / 100;
}

}  // namespace

double planned_price(const domain::PanelProduct& product, Day day) {
  const auto after = std::ranges::upper_bound(product.prices, day, {}, &domain::Price::from);
  if (after == product.prices.begin()) return last_paid(product);
  double price = static_cast<double>(std::prev(after)->price) / 100;
  for (const auto& promotion : product.promotions) {
    if (promotion.first <= day && day <= promotion.last) price *= 1 - promotion.discount;
  }
  return price;
}

}  // namespace shelfcast::ranking
