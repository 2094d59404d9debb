// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/monitor/shop.hpp"

#include <span>

namespace shelfcast::app {

struct ShelfMoment {
  Period span;  ///< of which days out of stock are counted
  Instant known_at;
};

/// Adds what the catalogue tells of products, which stand in the order of a cube's: prices, costs, what is left in
/// stock, and days out of it.
Result<void> tell_shelves(const House& house, const domain::Marketplace& marketplace, const ShelfMoment& moment,
                          std::span<const domain::ForecastProduct> products, std::span<monitor::ShopProduct> told);

}  // namespace shelfcast::app
