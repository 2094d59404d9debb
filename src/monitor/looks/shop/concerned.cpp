// SPDX-License-Identifier: Apache-2.0
#include "monitor/looks/shop/concerned.hpp"

namespace shelfcast::monitor::shop {

Stakes::Stakes(const Shop& shop) : stakes_(shop.categories.size()) {
  constexpr double kMuch = 0.1;
  std::vector<Minor> whole(shop.sellers.size());
  for (const auto& product : shop.products) {
    auto& stake = stakes_[product.category][product.seller];
    if (product.course) {
      stake.foreseen += product.course->foreseen_amount;
      stake.came += product.course->came_amount;
    }
    stake.next += product.next_amount;
    whole[product.seller] += product.next_amount;
  }
  for (auto& category : stakes_)
    for (auto& [seller, stake] : category)
      stake.is_large = static_cast<double>(stake.next) >= kMuch * static_cast<double>(whole[seller]) && stake.next > 0;
}

}  // namespace shelfcast::monitor::shop
