// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/features/as_if.hpp"

#include <algorithm>

namespace shelfcast::features {

bool hold_prices(domain::Panel& panel) {
  bool changed = false;
  for (auto& product : panel.products) {
    auto& prices = product.prices;
    const auto is_in_force = [&](const domain::Price& price) {
      return price.from <= panel.cut && price.learnt <= panel.known_at;
    };
    const auto in_force = std::ranges::find_if(prices.rbegin(), prices.rend(), is_in_force);
    changed |= prices.size() > 1 || (in_force == prices.rend() && !prices.empty());
    if (in_force == prices.rend()) {
      prices.clear();
    } else {
      domain::Price held = *in_force;
      held.from = std::min(held.from, panel.first);
      prices.assign(1, held);
    }
  }
  return changed;
}

bool drop_promotions_ahead(domain::Panel& panel) {
  bool changed = false;
  for (auto& product : panel.products) {
    for (auto& promotion : product.promotions) {
      changed |= promotion.last > panel.cut;
      promotion.last = std::min(promotion.last, panel.cut);
    }
    std::erase_if(product.promotions, [](const auto& promotion) { return promotion.last < promotion.first; });
  }
  return changed;
}

bool drop_holidays_ahead(domain::Panel& panel) {
  return std::erase_if(panel.holidays, [&](const auto& holiday) { return holiday.day > panel.cut; }) > 0;
}

}  // namespace shelfcast::features
