// SPDX-License-Identifier: Apache-2.0
#include "sources/changes/order_record.hpp"

#include "shelfcast/base/bytes.hpp"
#include "sources/row_bytes.hpp"

namespace shelfcast::sources {
namespace {

constexpr std::uint64_t kVersion = 1;

void put_version(std::string& out, const ChangeVersion& version) {
  for (const auto part : version.log) put_signed(out, part);
  put_signed(out, version.committed_ms);
  put_varint(out, version.snapshot ? 1 : 0);
}

ChangeVersion read_version(ByteReader& bytes) {
  ChangeVersion version;
  for (auto& part : version.log) part = bytes.signed_varint();
  version.committed_ms = bytes.signed_varint();
  version.snapshot = bytes.varint() == 1;
  return version;
}

std::uint64_t bits(std::initializer_list<bool> flags) {
  std::uint64_t all = 0;
  unsigned at = 0;
  for (const bool flag : flags) all |= static_cast<std::uint64_t>(flag) << at++;
  return all;
}

void put_transaction(std::string& out, const KnownTransaction& transaction) {
  put_version(out, transaction.version);
  put_varint(out, bits({transaction.mine, transaction.cancelled, transaction.removed}));
  put_moment(out, transaction.happened);
  put_optional(out, transaction.updated, put_moment);
}

KnownTransaction read_transaction_of(ByteReader& bytes) {
  KnownTransaction transaction;
  transaction.version = read_version(bytes);
  const auto flags = bytes.varint();
  transaction.mine = (flags & 1U) != 0;
  transaction.cancelled = (flags & 2U) != 0;
  transaction.removed = (flags & 4U) != 0;
  transaction.happened = read_moment(bytes);
  transaction.updated = read_optional(bytes, read_moment);
  return transaction;
}

void put_line(std::string& out, const KnownLine& line) {
  put_text(out, line.line);
  put_version(out, line.version);
  put_varint(out, bits({line.returned, line.removed, line.refused}));
  put_text(out, line.product);
  put_signed(out, line.quantity);
  put_optional(out, line.unit_price, put_signed);
  put_optional(out, line.line_total, put_signed);
  put_optional(out, line.updated, put_moment);
  put_signed(out, line.told.seconds);
  put_u32(out, line.told_content);
}

KnownLine read_known_line(ByteReader& bytes) {
  KnownLine line;
  line.line = bytes.text();
  line.version = read_version(bytes);
  const auto flags = bytes.varint();
  line.returned = (flags & 1U) != 0;
  line.removed = (flags & 2U) != 0;
  line.refused = (flags & 4U) != 0;
  line.product = bytes.text();
  line.quantity = bytes.signed_varint();
  line.unit_price = read_optional(bytes, read_minor);
  line.line_total = read_optional(bytes, read_minor);
  line.updated = read_optional(bytes, read_moment);
  line.told = {bytes.signed_varint()};
  line.told_content = bytes.u32();
  return line;
}

}  // namespace

std::string encode(const OrderRecord& record) {
  std::string out;
  put_varint(out, kVersion);
  put_signed(out, record.touched);
  put_varint(out, record.waiting ? 1 : 0);
  put_optional(out, record.transaction, put_transaction);
  for (const auto& line : record.lines) put_line(out, line);
  return out;
}

std::optional<OrderRecord> decode_order(std::string_view bytes) {
  ByteReader reader(bytes);
  if (reader.varint() != kVersion) return std::nullopt;
  OrderRecord record;
  record.touched = static_cast<std::int32_t>(reader.signed_varint());
  record.waiting = reader.varint() == 1;
  record.transaction = read_optional(reader, read_transaction_of);
  while (reader.ok() && !reader.at_end()) record.lines.push_back(read_known_line(reader));
  return reader.ok() ? std::optional(std::move(record)) : std::nullopt;
}

}  // namespace shelfcast::sources
