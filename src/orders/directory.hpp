// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/catalogue/catalogue.hpp"
#include "shelfcast/orders/act.hpp"

#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace shelfcast::orders {

/// Who sells where, and what stands on which shelf, as of one moment. Immutable; any thread.
class Directory {
 public:
  struct Merchant {
    const domain::Marketplace* marketplace;
    SellerId id;
    const std::string* key;
  };
  struct Product {
    std::string_view key;  ///< what was asked for, where nobody knows it
    std::string_view category;
  };

  explicit Directory(std::vector<catalogue::Listing> listings);

  [[nodiscard]] std::vector<const domain::Marketplace*> marketplaces() const;
  /// Null where there is none of this key.
  [[nodiscard]] const domain::Marketplace* marketplace(std::string_view key) const;
  /// `marketplace` narrows the search where it is not null. `not_found`, or `conflict` where several could be meant.
  [[nodiscard]] std::expected<Merchant, Code> merchant(const OutsideId& id,
                                                       const domain::Marketplace* marketplace) const;
  [[nodiscard]] Product product(const OutsideId& id, MarketplaceId marketplace) const;

 private:
  struct Market;
  std::vector<std::shared_ptr<const Market>> markets_;
};

}  // namespace shelfcast::orders
