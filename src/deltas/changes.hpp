// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/deltas/deltas.hpp"

#include <vector>

namespace shelfcast::deltas {

/// What one sale, or the reversal of one, adds to the aggregates. The product, the day (of the years 1970 to 2149) and
/// the quarter lie in one number, so that millions of changes are sorted in the order of the ledgers at once.
struct Change {
  std::uint64_t place = 0;
  std::uint32_t learnt_hour = 0;
  Micro units = 0;
  Minor amount = 0;

  static constexpr std::uint64_t place_of(ProductId product, Day day, Quarter quarter) {
    return std::uint64_t{product.value} << 32U | static_cast<std::uint64_t>(day.number) << 8U | quarter;
  }
  [[nodiscard]] ProductId product() const { return {static_cast<std::uint32_t>(place >> 32U)}; }
  [[nodiscard]] Day day() const { return {static_cast<std::int32_t>(place >> 8U & 0xFFFFU)}; }
  [[nodiscard]] Quarter quarter() const { return static_cast<Quarter>(place & 0xFFU); }
};

/// Adds to the batch what the changes do to the ledgers, and to the totals of days and months.
/// Sorts the changes, by product first.
void write_aggregates(MarketplaceId marketplace, std::vector<Change>& changes, storage::Batch& into);

/// The quarter of an hour that the second of a day lies in; none where the second is not known.
Quarter quarter_of(std::int32_t second);

}  // namespace shelfcast::deltas
