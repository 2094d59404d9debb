// SPDX-License-Identifier: Apache-2.0
#include "deltas/ledger.hpp"

#include "shelfcast/base/bytes.hpp"

#include <algorithm>
#include <tuple>

namespace shelfcast::deltas {
namespace {

constexpr std::int64_t kHoursADay = 24;

std::int64_t end_of_day_hour(Day day) {
  return (std::int64_t{day.number} + 1) * kHoursADay;
}

auto place_of(const LedgerEntry& entry) {
  return std::tuple(entry.day, entry.learnt_hour);
}

void add_up(LedgerEntry& into, const LedgerEntry& other) {
  into.units += other.units;
  into.amount += other.amount;
}

bool is_nothing(const LedgerEntry& entry) {
  return entry.units == 0 && entry.amount == 0;
}

void put_units(std::string& out, Micro units) {
  // Nearly all sales are of whole units: one byte instead of four.
  const bool whole = units % kMicro == 0;
  const std::int64_t number = whole ? units / kMicro : units;
  put_signed(out, number * 2 + (whole ? 0 : 1));
}

Micro units_in(std::int64_t packed) {
  const bool whole = (packed & 1) == 0;
  const std::int64_t number = packed >> 1;
  return whole ? number * kMicro : number;
}

}  // namespace

std::string encode(const LedgerKey& key) {
  std::string bytes;
  put_u32(bytes, key.marketplace.value);
  put_u16(bytes, static_cast<std::uint16_t>(key.year));
  put_u32(bytes, key.product.value);
  return bytes;
}

LedgerKey decode_ledger_key(std::string_view key) {
  ByteReader reader(key);
  LedgerKey decoded;
  decoded.marketplace = MarketplaceId{reader.u32()};
  decoded.year = reader.u16();
  decoded.product = ProductId{reader.u32()};
  return decoded;
}

void append_entry(std::string& out, Day& previous, const LedgerEntry& entry) {
  put_signed(out, entry.day - previous);
  put_signed(out, std::int64_t{entry.learnt_hour} - end_of_day_hour(entry.day));
  put_units(out, entry.units);
  put_signed(out, entry.amount);
  previous = entry.day;
}

std::optional<LedgerEntry> LedgerReader::next() {
  if (reader_.at_end()) return std::nullopt;
  LedgerEntry entry;
  day_ = day_ + static_cast<int>(reader_.signed_varint());
  entry.day = day_;
  entry.learnt_hour = static_cast<std::uint32_t>(end_of_day_hour(day_) + reader_.signed_varint());
  entry.units = units_in(reader_.signed_varint());
  entry.amount = reader_.signed_varint();
  if (!reader_.ok()) return std::nullopt;
  return entry;
}

void net(std::vector<LedgerEntry>& entries) {
  std::ranges::sort(entries, {}, place_of);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < entries.size();) {
    LedgerEntry sum = entries[i++];
    while (i < entries.size() && place_of(entries[i]) == place_of(sum)) add_up(sum, entries[i++]);
    if (!is_nothing(sum)) entries[kept++] = sum;
  }
  entries.resize(kept);
}

std::string encode(const std::vector<LedgerEntry>& netted) {
  std::string bytes;
  bytes.reserve(netted.size() * 8);
  Day previous;
  for (const auto& entry : netted) append_entry(bytes, previous, entry);
  return bytes;
}

std::string join_ledgers(std::string_view earlier, std::string_view later) {
  LedgerReader left_entries(earlier);
  LedgerReader right_entries(later);
  auto left = left_entries.next();
  auto right = right_entries.next();
  std::string joined;
  joined.reserve(earlier.size() + later.size());
  Day previous;
  while (left || right) {
    const bool from_left = left && (!right || place_of(*left) <= place_of(*right));
    const bool from_right = right && (!left || place_of(*right) <= place_of(*left));
    LedgerEntry entry = from_left ? *left : *right;
    if (from_left && from_right) add_up(entry, *right);
    if (!is_nothing(entry)) append_entry(joined, previous, entry);
    if (from_left) left = left_entries.next();
    if (from_right) right = right_entries.next();
  }
  return joined;
}

std::uint32_t hour_learnt(Instant learnt) {
  if (learnt.seconds <= 0) return 0;
  return static_cast<std::uint32_t>((learnt.seconds + kHour - 1) / kHour);
}

}  // namespace shelfcast::deltas
