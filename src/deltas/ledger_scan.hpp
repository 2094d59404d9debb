// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deltas/ledger.hpp"

#include <functional>
#include <limits>
#include <map>

namespace shelfcast::deltas {

/// The calendar years that have a ledger, ascending: one look into the store for each.
Result<std::vector<int>> years_with_ledgers(const storage::Store& store, MarketplaceId marketplace);

/// Calls `visit` for every ledger of one year, products ascending, until it returns false.
using LedgerVisit = std::function<bool(ProductId product, std::string_view ledger)>;
Result<void> scan_year(const storage::Store& store, const LedgerKey& from, const LedgerVisit& visit);

/// Calls `visit` once per product, ascending, with its ledgers of all `years` in the order of the years. A year lies in
/// the store as one range; they are joined a few thousand products at a time, so that memory does not follow the
/// history.
struct ProductRange {
  MarketplaceId marketplace;
  ProductId from{0};
  ProductId to{std::numeric_limits<std::uint32_t>::max()};
};
using ProductVisit = std::function<Result<void>(ProductId product, const std::vector<std::string>& ledgers)>;
Result<void> scan_products(const storage::Store& store, const ProductRange& products, const std::vector<int>& years,
                           const ProductVisit& visit);

}  // namespace shelfcast::deltas
