// SPDX-License-Identifier: Apache-2.0
#include "orders/changes.hpp"

#include "orders/rules.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace shelfcast::orders {
namespace {

using Objection = std::optional<Complaint>;

Objection cancel(Line& line, const Item& /*item*/, std::size_t place) {
  if (line.status() == domain::LineStatus::returned) {
    return Complaint{pointer_to(place, "lineId"), "returned", fmt::format("Line '{}' was returned.", line.id)};
  }
  line.cancelled = true;
  return std::nullopt;
}

Objection refuse_if_cancelled(const Line& line, std::size_t place) {
  if (!line.cancelled) return std::nullopt;
  return Complaint{pointer_to(place, "lineId"), "cancelled", fmt::format("Line '{}' was cancelled.", line.id)};
}

Objection take_back(Line& line, const Item& item, std::size_t place) {
  if (auto objection = refuse_if_cancelled(line, place)) return objection;
  const Micro left = line.standing();
  const Micro back = item.quantity.value_or(left);
  if (back > left || left == 0) {
    return Complaint{pointer_to(place, "quantity"), "too_many",
                     fmt::format("Of line '{}' {} are left to return.", line.id, format_micro(left))};
  }
  line.returned += back;
  return std::nullopt;
}

Objection correct(Line& line, const Item& item, std::size_t place) {
  if (auto objection = refuse_if_cancelled(line, place)) return objection;
  const Micro quantity = item.quantity.value_or(line.quantity);
  if (quantity < line.returned) {
    return Complaint{pointer_to(place, "quantity"), "too_few",
                     fmt::format("Of line '{}' {} were returned already.", line.id, format_micro(line.returned))};
  }
  line.quantity = quantity;
  line.unit_price = item.unit_price.value_or(line.unit_price);
  return std::nullopt;
}

Objection carry_out(Kind kind, Line& line, const Item& item, std::size_t place) {
  switch (kind) {
    case Kind::cancel:
      return cancel(line, item, place);
    case Kind::take_back:
      return take_back(line, item, place);
    case Kind::correct:
    case Kind::place:
      break;
  }
  return correct(line, item, place);
}

/// Every line that a cancellation or a return without items is about.
std::vector<Item> all_that_stands(const Order& order) {
  std::vector<Item> items;
  for (const auto& line : order.lines) {
    if (line.status() == domain::LineStatus::sold)
      items.push_back({.line = line.id, .product = {}, .quantity = {}, .unit_price = {}});
  }
  return items;
}

}  // namespace

std::expected<std::vector<std::size_t>, Refusal> change(Order& order, const Act& act) {
  const auto items = act.items.empty() ? all_that_stands(order) : act.items;
  if (items.empty() && act.kind == Kind::take_back) {
    return std::unexpected(Refusal{Code::conflict, "Nothing of this order is left to return."});
  }
  std::vector<Line> lines = order.lines;
  std::vector<Complaint> objections;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto line = std::ranges::find(lines, *items[i].line, &Line::id);
    Objection objection;
    if (line == lines.end()) {
      objection = {pointer_to(i, "lineId"), "unknown_line", fmt::format("There is no line '{}'.", *items[i].line)};
    } else {
      objection = carry_out(act.kind, *line, items[i], i);
    }
    if (objection) objections.push_back(std::move(*objection));
  }
  if (!objections.empty()) {
    return std::unexpected(Refusal{Code::conflict, "The order's lines are not in a state for this.", objections});
  }
  std::vector<std::size_t> changed;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i] != order.lines[i]) changed.push_back(i);
  }
  order.lines = std::move(lines);
  return changed;
}

}  // namespace shelfcast::orders
