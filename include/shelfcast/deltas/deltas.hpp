// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/calendar.hpp"
#include "shelfcast/base/ids.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/sale.hpp"
#include "shelfcast/storage/store.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

namespace shelfcast::deltas {

std::vector<const storage::Family*> families();

struct Merged {
  std::uint64_t counted = 0;        ///< lines that changed something
  std::uint64_t duplicate = 0;      ///< lines that were known already, in this or a newer version
  std::vector<ProductId> products;  ///< whose sales changed, ascending
};

/// The quarter of an hour of its day in which something was sold: 1 from midnight on, up to 100 where a day has 25
/// hours.
using Quarter = std::uint8_t;
inline constexpr Quarter kNoQuarter = 0;  ///< only the day is known

/// One change of what was known of a day: from `learnt` on, the day's sales are larger by this (or smaller).
struct LedgerEntry {
  Day day;
  std::uint32_t learnt_hour = 0;  ///< hours since 1970, rounded up: never known earlier than it was
  Micro units = 0;
  Minor amount = 0;
  Quarter quarter = kNoQuarter;

  LedgerEntry& operator+=(const LedgerEntry& other) {
    units += other.units;
    amount += other.amount;
    return *this;
  }
};

struct ProductTotal {
  ProductId product;
  Micro units = 0;
  Minor amount = 0;
};

struct QuarterOfDay {
  Day day;
  Quarter quarter = 1;
  auto operator<=>(const QuarterOfDay&) const = default;
};

struct Recount {
  std::uint64_t compared = 0;  ///< quarters of an hour, days and months of products that sold
  std::uint64_t wrong = 0;     ///< of these, such as are not what the facts say; 0 is what it should be
};

/// Sales facts (one record per order, holding its lines) and, per product and calendar year, a ledger of what was
/// learnt when; and per day and month the totals of all products as known now. A line counts once however often and in
/// whatever order its versions come; a newer version corrects.
///
/// Calls: merge from one thread; everything else from any thread, also meanwhile.
class Deltas {
 public:
  explicit Deltas(storage::Store& store) : store_(store) {}

  /// Adds to `into` the records and ledger entries that `sales` change; the caller commits them together with the
  /// position of the events they came from. `sales` of one call may hold the same line several times.
  Result<Merged> merge(MarketplaceId marketplace, std::span<const domain::Sale> sales, storage::Batch& into);

  using Visit = std::function<void(ProductId product, std::span<const domain::DailySales> days)>;
  struct Asked {
    Day first;
    Day last;
    Instant known_at;
    ProductId from{0};  ///< ids from here to the next: parts of the products may be read at the same time
    ProductId to{std::numeric_limits<std::uint32_t>::max()};
  };
  /// Calls `visit` once for each product that has sales within [first, last] as it was known at `known_at`, in
  /// ascending order of ids; its days ascend, days that net to nothing are left out. Reads only the years asked for.
  Result<void> series(MarketplaceId marketplace, const Asked& asked, const Visit& visit) const;

  /// The last and first day with a sale known, or nullopt where there is none.
  struct Extent {
    Day first;
    Day last;
  };
  Result<std::optional<Extent>> extent(MarketplaceId marketplace) const;

  /// What is known now of every product that sold within the days of `period`, ascending by product. Prepared: it reads
  /// whole months as one value each, and days for what is left.
  [[nodiscard]] Result<std::vector<ProductTotal>> totals(MarketplaceId marketplace, const Period& period) const;
  /// The same for a window of quarters of an hour: from `from` up to but excluding `to`. A sale of which only the day
  /// is known counts at its day's begin.
  [[nodiscard]] Result<std::vector<ProductTotal>> totals(MarketplaceId marketplace, const QuarterOfDay& from,
                                                         const QuarterOfDay& to) const;

  using VisitQuarters = std::function<void(ProductId product, std::span<const LedgerEntry> quarters)>;
  /// What is known now of these products (ascending) on the days of `period`, by quarter of an hour: for whoever counts
  /// days in another zone. `learnt_hour` of the entries means nothing.
  Result<void> quarters(MarketplaceId marketplace, std::span<const ProductId> products, const Period& period,
                        const VisitQuarters& visit) const;

  using VisitQuarter = std::function<void(ProductId product, const LedgerEntry& quarter)>;
  /// The same of all products, one day after the other, products ascending within it: prepared, as `totals` is.
  Result<void> quarters(MarketplaceId marketplace, const Period& period, const VisitQuarter& visit) const;

  /// Counts every aggregate anew from the facts and compares.
  [[nodiscard]] Result<Recount> recount(MarketplaceId marketplace) const;
  /// The same, and what differs is corrected in the ledgers (as learnt at `now`) and in the totals; what cannot be read
  /// is written anew. Not beside a merge.
  Result<Recount> repair(MarketplaceId marketplace, Instant now);

 private:
  storage::Store& store_;
};

}  // namespace shelfcast::deltas
