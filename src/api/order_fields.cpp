// SPDX-License-Identifier: Apache-2.0
#include "api/order_fields.hpp"

#include <array>

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

bool read_id(const Scalar& value, std::string& into) {
  into = value.text;
  return value.kind != Scalar::Kind::other && !into.empty();
}

bool read_outside_id(const Scalar& value, std::optional<orders::OutsideId>& into) {
  into = {value.text, value.kind == Scalar::Kind::number};
  return value.kind != Scalar::Kind::other;
}

bool read_text(const Scalar& value, std::optional<std::string>& into) {
  into = value.text;
  return value.kind == Scalar::Kind::text;
}

bool read_time(const Scalar& value, Act& act) {
  const auto time = parse_instant(value.text);
  if (time) act.ordered = *time;
  return value.kind == Scalar::Kind::text && time;
}

bool read_quantity(const Scalar& value, Item& item) {
  const auto quantity = parse_micro(value.text);
  if (quantity) item.quantity = *quantity;
  return value.kind == Scalar::Kind::number && quantity;
}

/// A price with a third decimal is refused: rounding it would not be what the caller charged.
bool has_two_decimals(std::string_view number) {
  const auto point = number.find('.');
  if (point == std::string_view::npos) return true;
  const auto last = number.find_last_not_of('0');
  return last <= point + 2;
}

bool read_price(const Scalar& value, Item& item) {
  const auto price = parse_minor(value.text);
  if (price) item.unit_price = *price;
  return value.kind == Scalar::Kind::number && price && has_two_decimals(value.text);
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
    {"lineId",
     {kAll, kAll},
     [](const auto& value, auto& item) { return read_id(value, item.line.emplace()); },
     "must be a text or a whole number"},
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
