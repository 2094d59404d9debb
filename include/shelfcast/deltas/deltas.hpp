// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/ids.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/sale.hpp"
#include "shelfcast/storage/store.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace shelfcast::deltas {

std::vector<const storage::Family*> families();

struct Merged {
  std::uint64_t counted = 0;    ///< lines that changed something
  std::uint64_t duplicate = 0;  ///< lines that were known already, in this or a newer version
};

/// One change of what was known of a day: from `learnt` on, the day's sales are larger by this (or smaller).
struct LedgerEntry {
  Day day;
  std::uint32_t learnt_hour = 0;  ///< hours since 1970, rounded up: never known earlier than it was
  Micro units = 0;
  Minor amount = 0;
};

/// Sales facts (one record per order, holding its lines) and, per product and calendar year, a ledger of what was
/// learnt when. A line counts once however often and in whatever order its versions come; a newer version corrects.
///
/// Calls: merge from one thread; everything else from any thread, also meanwhile.
class Deltas {
 public:
  explicit Deltas(storage::Store& store) : store_(store) {}

  /// Adds to `into` the records and ledger entries that `sales` change; the caller commits them together with the
  /// position of the events they came from. `sales` of one call may hold the same line several times.
  Result<Merged> merge(MarketplaceId marketplace, std::span<const domain::Sale> sales, storage::Batch& into);

  using Visit = std::function<void(ProductId product, std::span<const domain::DailySales> days)>;
  /// Calls `visit` once for each product that has sales within [first, last] as it was known at `known_at`, in
  /// ascending order of ids; its days ascend, days that net to nothing are left out. Reads only the years asked for.
  Result<void> series(MarketplaceId marketplace, Day first, Day last, Instant known_at, const Visit& visit) const;

  /// The last and first day with a sale known, or nullopt where there is none.
  struct Extent {
    Day first;
    Day last;
  };
  Result<std::optional<Extent>> extent(MarketplaceId marketplace) const;

  /// Recounts every ledger from the facts and compares. 0 is what it should be.
  Result<std::uint64_t> differences_from_recount(MarketplaceId marketplace) const;

 private:
  storage::Store& store_;
};

}  // namespace shelfcast::deltas
