// SPDX-License-Identifier: Apache-2.0
#include "orders/books.hpp"

#include "orders/families.hpp"
#include "shelfcast/eventlog/order_events.hpp"

#include <algorithm>
#include <utility>

namespace shelfcast::orders {
namespace {

/// What stands of the line; all of it where nothing does: the status says that it does not count.
domain::OrderEvent event_of(const Order& order, const Line& line) {
  domain::OrderEvent event{.id = {},
                           .marketplace = order.marketplace_key,
                           .order = order.id,
                           .line = line.id,
                           .version = order.version,
                           .seller = order.merchant_key,
                           .product = line.product,
                           .category = line.category,
                           .ordered = order.ordered,
                           .changed = order.changed,
                           .status = line.status(),
                           .quantity = line.standing() > 0 ? line.standing() : line.quantity,
                           .unit_price = line.unit_price,
                           .currency = order.currency};
  event.id = eventlog::order_event_id(event);
  return event;
}

}  // namespace

Result<void> Books::fetch_orders(std::vector<std::string> keys) {
  std::erase_if(keys, [&](const auto& key) { return orders_.contains(key); });
  const auto found = store_.get_many(kOrders, keys);
  if (!found) return std::unexpected(found.error());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    auto& entry = orders_[keys[i]];
    if (!(*found)[i]) continue;
    auto order = decode_order(*(*found)[i]);
    if (!order) return std::unexpected(order.error());
    entry.value = std::move(*order);
  }
  return {};
}

Result<void> Books::fetch_answers(const std::vector<std::string>& idempotency_keys, Day today) {
  std::vector<std::string> keys;
  for (const auto& key : idempotency_keys) {
    for (const Day day : {today - 1, today}) keys.push_back(answer_key(day, key));
  }
  const auto found = store_.get_many(kAnswers, keys);
  if (!found) return std::unexpected(found.error());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    auto& entry = answers_[idempotency_keys[i / 2]];
    if (!(*found)[i] || entry.value) continue;
    auto remembered = decode_remembered(*(*found)[i]);
    if (!remembered) return std::unexpected(remembered.error());
    entry.value = std::move(*remembered);
  }
  return {};
}

const Order* Books::find(const std::string& order_key) const {
  const auto found = orders_.find(order_key);
  return found != orders_.end() && found->second.value ? &*found->second.value : nullptr;
}

const Remembered* Books::answer_of(const std::string& idempotency_key) const {
  const auto found = answers_.find(idempotency_key);
  return found != answers_.end() && found->second.value ? &*found->second.value : nullptr;
}

void Books::keep(const Order& order, std::span<const std::size_t> lines) {
  for (const std::size_t place : lines) events_.push_back(eventlog::encode(event_of(order, order.lines[place])));
  orders_[order_key(order.marketplace, order.id)] = {order, true};
}

void Books::remember(const std::string& idempotency_key, Remembered remembered) {
  answers_[idempotency_key] = {std::move(remembered), true};
}

storage::Batch Books::take_writes(Day today) {
  storage::Batch batch;
  for (auto& [key, entry] : orders_) {
    if (std::exchange(entry.is_new, false)) batch.put(kOrders, key, encode(*entry.value));
  }
  for (auto& [key, entry] : answers_) {
    if (std::exchange(entry.is_new, false)) batch.put(kAnswers, answer_key(today, key), encode(*entry.value));
  }
  return batch;
}

std::vector<eventlog::Event> Books::take_events() {
  return std::exchange(events_, {});
}

}  // namespace shelfcast::orders
