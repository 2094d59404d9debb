// SPDX-License-Identifier: Apache-2.0
#include "orders/order_codec.hpp"

#include "shelfcast/base/bytes.hpp"
#include "shelfcast/base/digest.hpp"

namespace shelfcast::orders {
namespace {

constexpr std::uint64_t kVersion = 1;

void put_placed(std::string& out, const Order& order) {
  put_u32(out, order.merchant.value);
  put_signed(out, order.ordered.seconds);
  put_text(out, order.currency);
  put_varint(out, order.lines.size());
}

void put_line(std::string& out, const Line& line) {
  put_text(out, line.id);
  put_text(out, line.product);
  put_signed(out, line.quantity);
  put_signed(out, line.unit_price);
}

Line read_line(ByteReader& bytes) {
  Line line;
  line.id = bytes.text();
  line.product = bytes.text();
  line.quantity = bytes.signed_varint();
  line.unit_price = bytes.signed_varint();
  line.category = bytes.text();
  line.returned = bytes.signed_varint();
  line.cancelled = bytes.varint() != 0;
  return line;
}

Order read_order(ByteReader& bytes) {
  Order order;
  order.merchant.value = bytes.u32();
  order.ordered.seconds = bytes.signed_varint();
  order.currency = bytes.text();
  const std::uint64_t lines = bytes.varint();
  order.id = bytes.text();
  order.marketplace.value = bytes.u32();
  order.marketplace_key = bytes.text();
  order.merchant_key = bytes.text();
  order.changed.seconds = bytes.signed_varint();
  order.version = bytes.u32();
  order.content = bytes.u64();
  for (std::uint64_t i = 0; i < lines && bytes.ok(); ++i) order.lines.push_back(read_line(bytes));
  return order;
}

std::unexpected<Error> unreadable(std::string_view what) {
  return fail(Code::corrupt, std::string(what), "holds something that this version cannot read");
}

}  // namespace

std::string encode(const Order& order) {
  std::string out;
  put_varint(out, kVersion);
  put_placed(out, order);
  put_text(out, order.id);
  put_u32(out, order.marketplace.value);
  put_text(out, order.marketplace_key);
  put_text(out, order.merchant_key);
  put_signed(out, order.changed.seconds);
  put_u32(out, order.version);
  put_u64(out, order.content);
  for (const auto& line : order.lines) {
    put_line(out, line);
    put_text(out, line.category);
    put_signed(out, line.returned);
    put_varint(out, line.cancelled ? 1 : 0);
  }
  return out;
}

Result<Order> decode_order(std::string_view bytes) {
  ByteReader reader(bytes);
  if (reader.varint() != kVersion) return unreadable("orders");
  Order order = read_order(reader);
  if (!reader.ok() || !reader.at_end()) return unreadable("orders");
  return order;
}

std::uint64_t content_of(const Order& order) {
  std::string placed;
  put_placed(placed, order);
  for (const auto& line : order.lines) put_line(placed, line);
  return fingerprint(placed);
}

std::string encode(const Remembered& remembered) {
  std::string out;
  put_u64(out, remembered.digest);
  put_varint(out, remembered.answer.created ? 1 : 0);
  return out.append(encode(remembered.answer.order));
}

Result<Remembered> decode_remembered(std::string_view bytes) {
  ByteReader reader(bytes);
  Remembered remembered;
  remembered.digest = reader.u64();
  remembered.answer.created = reader.varint() != 0;
  auto order = decode_order(reader.rest());
  if (!reader.ok() || !order) return unreadable("order_answers");
  remembered.answer.order = std::move(*order);
  return remembered;
}

std::string order_key(MarketplaceId marketplace, std::string_view id) {
  std::string key;
  put_u32(key, marketplace.value);
  return key.append(id);
}

std::string answer_key(Day day, std::string_view idempotency_key) {
  std::string key;
  put_u32(key, static_cast<std::uint32_t>(day.number));
  return key.append(idempotency_key);
}

}  // namespace shelfcast::orders
