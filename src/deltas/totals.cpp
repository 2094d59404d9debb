// SPDX-License-Identifier: Apache-2.0
#include "deltas/totals.hpp"

#include "deltas/join_sorted.hpp"
#include "deltas/ledger.hpp"

#include <tuple>
#include <utility>

namespace shelfcast::deltas {
namespace {

auto place_of(const TotalEntry& entry) {
  return std::tuple(entry.product, entry.quarter);
}

}  // namespace

std::string totals_key(MarketplaceId marketplace, Span span, Day first) {
  std::string key;
  put_u32(key, marketplace.value);
  key.push_back(static_cast<char>(span));
  put_u32(key, static_cast<std::uint32_t>(first.number));
  return key;
}

Day first_day_of(std::string_view totals_key) {
  return {static_cast<std::int32_t>(ByteReader(totals_key.substr(totals_key.size() - sizeof(std::uint32_t))).u32())};
}

std::optional<TotalEntry> TotalsReader::next() {
  if (reader_.at_end()) return std::nullopt;
  product_.value += static_cast<std::uint32_t>(reader_.varint());
  TotalEntry entry{.product = product_, .quarter = reader_.u8(), .units = 0, .amount = 0};
  entry.units = read_units(reader_);
  entry.amount = reader_.signed_varint();
  if (!reader_.ok()) return std::nullopt;
  return entry;
}

void TotalsWriter::add(const TotalEntry& entry) {
  if (last_ && place_of(*last_) == place_of(entry)) {
    *last_ += entry;
    return;
  }
  write();
  last_ = entry;
}

void TotalsWriter::write() {
  if (!last_ || (last_->units == 0 && last_->amount == 0)) return;
  constexpr std::size_t kNumbers = 4;
  RecordWriter record(bytes_, kNumbers * RecordWriter::kLongestVarint);
  record.varint(last_->product.value - previous_.value);
  record.byte(last_->quarter);
  put_units(record, last_->units);
  record.signed_varint(last_->amount);
  record.finish();
  previous_ = last_->product;
}

void TotalsWriter::add_rest(std::string_view encoded) {
  write();
  last_.reset();
  bytes_.append(encoded);
}

std::string TotalsWriter::finish() {
  write();
  last_.reset();
  previous_ = {};
  return std::exchange(bytes_, {});
}

std::string join_totals(std::string_view earlier, std::string_view later) {
  TotalsWriter joined;
  join_sorted(
      TotalsReader(earlier), TotalsReader(later), place_of, [&](const TotalEntry& entry) { joined.add(entry); },
      [&](const TotalEntry& entry, std::string_view rest) {
        joined.add(entry);
        joined.add_rest(rest);
      });
  return joined.finish();
}

}  // namespace shelfcast::deltas
