// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/shop.hpp"

#include <map>
#include <vector>

namespace shelfcast::monitor::shop {

/// What a seller has in a category: whom something that happens to all of it concerns.
struct Stake {
  Minor foreseen = 0;  ///< of the span
  Minor came = 0;
  Minor next = 0;         ///< of the coming week
  bool is_large = false;  ///< much of what the seller sells
};

class Stakes {
 public:
  explicit Stakes(const Shop& shop);
  /// By place of the seller.
  [[nodiscard]] const std::map<std::size_t, Stake>& in(std::size_t category) const { return stakes_[category]; }

 private:
  std::vector<std::map<std::size_t, Stake>> stakes_;
};

}  // namespace shelfcast::monitor::shop
