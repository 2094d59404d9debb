// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/bytes.hpp"
#include "shelfcast/base/ids.hpp"
#include "shelfcast/deltas/deltas.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The encoding of a ledger: all that was ever learnt of one product in one calendar year.
///
/// Key:   marketplace u32, year u16, product u32, big-endian: a year of a marketplace is one range, products ascending.
/// Value: entries ascending by (day, quarter, hour learnt), each: days since the entry before (the first: since 1970),
///        the quarter as a byte, hour learnt relative to the end of the day in UTC (signed), units (signed; the lowest
///        bit says whether whole units or millionths), amount (signed). Some 7 bytes an entry.
namespace shelfcast::deltas {

struct LedgerKey {
  MarketplaceId marketplace;
  int year = 0;
  ProductId product;
};

std::string encode(const LedgerKey& key);
LedgerKey decode_ledger_key(std::string_view key);

void append_entry(std::string& out, Day& previous, const LedgerEntry& entry);

/// Reads entries one after the other, so that a ledger is never unpacked as a whole.
class LedgerReader {
 public:
  explicit LedgerReader(std::string_view bytes) : reader_(bytes) {}
  /// The next entry, or nullopt at the end (or where the bytes are damaged: see `ok`).
  std::optional<LedgerEntry> next();
  /// Passes over the entries of earlier quarters of an hour than that of `entry`, without unpacking them.
  void skip_before(const LedgerEntry& entry);
  [[nodiscard]] std::string_view rest() { return reader_.rest(); }
  [[nodiscard]] std::size_t left() const { return reader_.left(); }
  [[nodiscard]] Day day() const { return day_; }  ///< of the entry before the next one
  [[nodiscard]] bool ok() const { return reader_.ok(); }

 private:
  ByteReader reader_;
  Day day_;
};

/// Sorts by (day, quarter, hour learnt), adds up what is equal in both and drops what adds up to nothing.
void net(std::vector<LedgerEntry>& entries);
std::string encode(std::span<const LedgerEntry> netted);

/// The merge function of the ledger's family: both ledgers in one, netted.
std::string join_ledgers(std::string_view earlier, std::string_view later);

/// Nearly all sales are of whole units: these take one byte instead of four.
void put_units(RecordWriter& out, Micro units);
Micro read_units(ByteReader& reader);

/// The end of the hour in which `learnt` lies, in hours since 1970.
std::uint32_t hour_learnt(Instant learnt);

}  // namespace shelfcast::deltas
