// SPDX-License-Identifier: Apache-2.0
#include "deltas/ledger.hpp"

#include "deltas/join_sorted.hpp"
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
  return std::tuple(entry.day, entry.quarter, entry.learnt_hour);
}

bool is_nothing(const LedgerEntry& entry) {
  return entry.units == 0 && entry.amount == 0;
}

}  // namespace

void put_units(RecordWriter& out, Micro units) {
  const bool whole = units % kMicro == 0;
  const std::int64_t number = whole ? units / kMicro : units;
  out.signed_varint(number * 2 + (whole ? 0 : 1));
}

Micro read_units(ByteReader& reader) {
  const std::int64_t packed = reader.signed_varint();
  const bool whole = (packed & 1) == 0;
  const std::int64_t number = packed >> 1;
  return whole ? number * kMicro : number;
}

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
  constexpr std::size_t kNumbers = 5;
  RecordWriter record(out, kNumbers * RecordWriter::kLongestVarint);
  record.signed_varint(entry.day - previous);
  record.byte(entry.quarter);
  record.signed_varint(std::int64_t{entry.learnt_hour} - end_of_day_hour(entry.day));
  put_units(record, entry.units);
  record.signed_varint(entry.amount);
  record.finish();
  previous = entry.day;
}

std::optional<LedgerEntry> LedgerReader::next() {
  if (reader_.at_end()) return std::nullopt;
  LedgerEntry entry;
  day_ = day_ + static_cast<int>(reader_.signed_varint());
  entry.day = day_;
  entry.quarter = reader_.u8();
  entry.learnt_hour = static_cast<std::uint32_t>(end_of_day_hour(day_) + reader_.signed_varint());
  entry.units = read_units(reader_);
  entry.amount = reader_.signed_varint();
  if (!reader_.ok()) return std::nullopt;
  return entry;
}

void LedgerReader::skip_before(const LedgerEntry& entry) {
  constexpr int kNumbersAfterQuarter = 3;
  while (!reader_.at_end()) {
    ByteReader ahead = reader_;
    const Day day = day_ + static_cast<int>(ahead.signed_varint());
    const Quarter quarter = ahead.u8();
    if (std::tie(day, quarter) >= std::tie(entry.day, entry.quarter)) return;
    ahead.skip_varints(kNumbersAfterQuarter);
    reader_ = ahead;
    day_ = day;
  }
}

void net(std::vector<LedgerEntry>& entries) {
  std::ranges::sort(entries, {}, place_of);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < entries.size();) {
    LedgerEntry sum = entries[i++];
    while (i < entries.size() && place_of(entries[i]) == place_of(sum)) sum += entries[i++];
    if (!is_nothing(sum)) entries[kept++] = sum;
  }
  entries.resize(kept);
}

std::string encode(std::span<const LedgerEntry> netted) {
  std::string bytes;
  bytes.reserve(netted.size() * 8);
  Day previous;
  for (const auto& entry : netted) append_entry(bytes, previous, entry);
  return bytes;
}

/// News are nearly always of days after all others: then both ledgers are copied, and only where they meet is written.
std::string join_ledgers(std::string_view earlier, std::string_view later) {
  const auto first = LedgerReader(later).next();
  if (!first) return std::string(earlier);
  LedgerReader known(earlier);
  known.skip_before(*first);
  std::string joined;
  joined.reserve(earlier.size() + later.size() + RecordWriter::kLongestVarint);
  joined.append(earlier.substr(0, earlier.size() - known.left()));
  Day previous = known.day();
  const auto take = [&](const LedgerEntry& entry) {
    if (!is_nothing(entry)) append_entry(joined, previous, entry);
  };
  join_sorted(known, LedgerReader(later), place_of, take, [&](const LedgerEntry& entry, std::string_view rest) {
    append_entry(joined, previous, entry);
    joined.append(rest);
  });
  return joined;
}

std::uint32_t hour_learnt(Instant learnt) {
  if (learnt.seconds <= 0) return 0;
  return static_cast<std::uint32_t>((learnt.seconds + kHour - 1) / kHour);
}

}  // namespace shelfcast::deltas
