// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "orders/books.hpp"
#include "orders/directory.hpp"
#include "shelfcast/base/clock.hpp"

#include <span>
#include <vector>

namespace shelfcast::orders {

/// Decides on acts one after the other and carries out in the books what it accepts.
class Judge {
 public:
  Judge(const Directory& directory, Books& books, Instant now) : directory_(directory), books_(books), now_(now) {}

  /// An outcome for each act. A failure is the store's, and nothing of the group counts then.
  Result<std::vector<Outcome>> judge(std::span<Act> acts);

 private:
  Result<void> fetch(std::span<const Act> acts);
  Outcome judge(Act& act);
  Outcome place(Act& act);
  Outcome change_order(const Act& act);
  [[nodiscard]] std::expected<Directory::Merchant, Refusal> merchant_of(const Act& act) const;
  [[nodiscard]] Order order_of(const Act& act, const Directory::Merchant& merchant) const;
  [[nodiscard]] std::vector<MarketplaceId> marketplaces_of(const Act& act) const;
  [[nodiscard]] std::expected<const Order*, Refusal> order_meant(const Act& act) const;

  const Directory& directory_;
  Books& books_;
  Instant now_;
};

}  // namespace shelfcast::orders
