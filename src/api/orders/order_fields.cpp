// SPDX-License-Identifier: Apache-2.0
#include "api/orders/order_fields.hpp"

#include <array>
#include <utility>

namespace shelfcast::api {
namespace {

using orders::Act;
using orders::Item;
using orders::Kind;

constexpr unsigned bit(Kind kind) {
  return 1U << static_cast<unsigned>(kind);
}
constexpr unsigned kPlace = bit(Kind::place);
constexpr unsigned kCorrect = bit(Kind::correct);
constexpr unsigned kAll = kPlace | kCorrect | bit(Kind::cancel) | bit(Kind::take_back);

// What is of the wrong kind is not kept: it is complained about once.

bool read_id(const Scalar& value, std::string& into) {
  if (value.kind == Scalar::Kind::other || value.text.empty()) return false;
  into = value.text;
  return true;
}

bool read_line_id(const Scalar& value, Item& item) {
  std::string id;
  if (!read_id(value, id)) return false;
  item.line = std::move(id);
  return true;
}

bool read_outside_id(const Scalar& value, std::optional<orders::OutsideId>& into) {
  if (value.kind == Scalar::Kind::other) return false;
  into = {value.text, value.kind == Scalar::Kind::number};
  return true;
}

bool read_text(const Scalar& value, std::optional<std::string>& into) {
  if (value.kind != Scalar::Kind::text) return false;
  into = value.text;
  return true;
}

bool read_time(const Scalar& value, Act& act) {
  const auto time = parse_instant(value.text);
  if (value.kind != Scalar::Kind::text || !time) return false;
  act.ordered = *time;
  return true;
}

/// What has more decimals than we keep is refused: rounded, it would not be what the caller charged.
std::size_t decimals_in(std::string_view number) {
  const auto point = number.find('.');
  if (point == std::string_view::npos) return 0;
  return number.find_last_not_of('0') - point;
}

bool read_quantity(const Scalar& value, Item& item) {
  const auto quantity = parse_micro(value.text);
  if (value.kind != Scalar::Kind::number || !quantity || decimals_in(value.text) > 6) return false;
  item.quantity = *quantity;
  return true;
}

bool read_price(const Scalar& value, Item& item) {
  const auto price = parse_minor(value.text);
  if (value.kind != Scalar::Kind::number || !price || decimals_in(value.text) > 2) return false;
  item.unit_price = *price;
  return true;
}

constexpr std::array<BodyField<Act>, 5> kActFields{{
    {"orderId",
     {kPlace, 0},
     [](const auto& value, auto& act) { return read_id(value, act.order); },
     "must be a text or a whole number"},
    {"merchantId",
     {kPlace, kPlace},
     [](const auto& value, auto& act) { return read_outside_id(value, act.merchant); },
     "must be a merchant's id: a whole number or a text"},
    {"marketplaceId",
     {kAll, 0},
     [](const auto& value, auto& act) { return read_text(value, act.market); },
     "must be a marketplace's id, as \"DE\""},
    {"orderTime", {kPlace, kPlace}, read_time, "must be a time as \"2025-11-20T14:03:59Z\""},
    {"currency",
     {kPlace, kPlace},
     [](const auto& value, auto& act) { return read_text(value, act.currency); },
     "must be a currency, as \"EUR\""},
}};

constexpr std::array<BodyField<Item>, 4> kItemFields{{
    {"lineId", {kAll, kAll}, read_line_id, "must be a text or a whole number"},
    {"productId",
     {kPlace, kPlace},
     [](const auto& value, auto& item) { return read_outside_id(value, item.product); },
     "must be a product's id: a whole number or a text"},
    {"quantity",
     {kPlace | kCorrect | bit(Kind::take_back), kPlace},
     read_quantity,
     "must be a number of at most six decimals"},
    {"unitPrice", {kPlace | kCorrect, kPlace}, read_price, "must be a number of at most two decimals"},
}};

}  // namespace

std::span<const BodyField<Act>> act_fields() {
  return kActFields;
}

std::span<const BodyField<Item>> item_fields() {
  return kItemFields;
}

Takers takers_of_items() {
  return {kAll, kPlace | kCorrect};
}

}  // namespace shelfcast::api
