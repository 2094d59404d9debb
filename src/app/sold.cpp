// SPDX-License-Identifier: Apache-2.0
#include "app/sold.hpp"

#include <algorithm>

namespace shelfcast::app {

Result<Sold> Sold::in(const House& house, MarketplaceId marketplace, const Period& period) {
  auto totals = house.deltas->totals(marketplace, period);
  if (!totals) return std::unexpected(totals.error());
  return Sold(std::move(*totals));
}

deltas::ProductTotal Sold::of(ProductId product) const {
  const auto found = std::ranges::lower_bound(totals_, product, {}, &deltas::ProductTotal::product);
  return found == totals_.end() || found->product != product ? deltas::ProductTotal{product, 0, 0} : *found;
}

}  // namespace shelfcast::app
