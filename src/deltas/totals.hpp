// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/bytes.hpp"
#include "shelfcast/base/calendar.hpp"
#include "shelfcast/deltas/deltas.hpp"

#include <optional>
#include <string>
#include <string_view>

/// The encoding of the totals: what is known now of all products in one day, or in one month.
///
/// Key:   marketplace u32, 'd' or 'm', the day or the month's first day u32, big-endian.
/// Value: entries ascending by (product, quarter), each: product minus the one before (varint), the quarter as a byte
/// (0
///        in months), units and amount as in the ledger.
namespace shelfcast::deltas {

struct TotalEntry {
  ProductId product;
  Quarter quarter = kNoQuarter;
  Micro units = 0;
  Minor amount = 0;

  TotalEntry& operator+=(const TotalEntry& other) {
    units += other.units;
    amount += other.amount;
    return *this;
  }
};

enum class Span : char { day = 'd', month = 'm' };
std::string totals_key(MarketplaceId marketplace, Span span, Day first);
Day first_day_of(std::string_view totals_key);

class TotalsReader {
 public:
  explicit TotalsReader(std::string_view bytes) : reader_(bytes) {}
  /// The next entry, or nullopt at the end (or where the bytes are damaged: see `ok`).
  std::optional<TotalEntry> next();
  [[nodiscard]] std::string_view rest() { return reader_.rest(); }
  [[nodiscard]] bool ok() const { return reader_.ok(); }

 private:
  ByteReader reader_;
  ProductId product_;
};

/// Writes entries that come in ascending order; those of the same place are added up, and what is nothing is left out.
class TotalsWriter {
 public:
  void add(const TotalEntry& entry);
  /// What another writer wrote after the entry that was added last; nothing is added after it.
  void add_rest(std::string_view encoded);
  /// All that was added. Empty where it adds up to nothing.
  std::string finish();

 private:
  void write();

  std::string bytes_;
  std::optional<TotalEntry> last_;
  ProductId previous_;
};

/// The merge function of the totals' family.
std::string join_totals(std::string_view earlier, std::string_view later);

}  // namespace shelfcast::deltas
