// SPDX-License-Identifier: Apache-2.0
#include "deltas/facts.hpp"

#include "shelfcast/base/bytes.hpp"

namespace shelfcast::deltas {
namespace {

std::int64_t begin_of(Day day) {
  return std::int64_t{day.number} * kDaySeconds;
}

}  // namespace

std::string fact_key(MarketplaceId marketplace, std::string_view order) {
  std::string key;
  key.reserve(sizeof(marketplace.value) + order.size());
  put_u32(key, marketplace.value);
  return key.append(order);
}

void encode(std::string& out, const std::vector<FactLine>& lines) {
  for (const auto& line : lines) {
    constexpr std::size_t kNumbers = 7;  // the text's length included
    RecordWriter record(out, kNumbers * RecordWriter::kLongestVarint + line.line.size());
    record.text(line.line);
    record.varint(line.product.value);
    record.signed_varint(line.day.number);
    record.varint(static_cast<std::uint64_t>(line.second - domain::kNoTime));
    record.signed_varint(line.learnt.seconds - begin_of(line.day));
    record.signed_varint(line.units);
    record.signed_varint(line.amount);
    record.finish();
  }
}

bool decode_into(std::vector<FactLine>& lines, std::string_view record) {
  ByteReader reader(record);
  while (!reader.at_end()) {
    FactLine line;
    line.line = reader.text();
    line.product.value = static_cast<std::uint32_t>(reader.varint());
    line.day.number = static_cast<std::int32_t>(reader.signed_varint());
    line.second = static_cast<std::int32_t>(reader.varint()) + domain::kNoTime;
    line.learnt.seconds = begin_of(line.day) + reader.signed_varint();
    line.units = reader.signed_varint();
    line.amount = reader.signed_varint();
    if (!reader.ok()) return false;
    lines.push_back(line);
  }
  return true;
}

}  // namespace shelfcast::deltas
