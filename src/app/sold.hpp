// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"

#include <vector>

namespace shelfcast::app {

/// What was sold in a period, by product.
class Sold {
 public:
  static Result<Sold> in(const House& house, MarketplaceId marketplace, const Period& period);
  /// Nothing of a product that did not sell.
  [[nodiscard]] deltas::ProductTotal of(ProductId product) const;

 private:
  explicit Sold(std::vector<deltas::ProductTotal> totals) : totals_(std::move(totals)) {}
  std::vector<deltas::ProductTotal> totals_;  // ascending by product
};

}  // namespace shelfcast::app
