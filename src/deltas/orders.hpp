// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/ids.hpp"
#include "shelfcast/domain/sale.hpp"

#include <span>
#include <string>
#include <vector>

namespace shelfcast::deltas {

/// The sales by order, ascending; those of one order in the order in which they were told.
std::vector<const domain::Sale*> by_order(std::span<const domain::Sale> sales);

/// The key of each order's facts, ascending, once.
std::vector<std::string> keys_of(MarketplaceId marketplace, std::span<const domain::Sale* const> sorted);

}  // namespace shelfcast::deltas
