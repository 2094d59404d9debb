// SPDX-License-Identifier: Apache-2.0
#include "sources/changes/order_book.hpp"

#include "shelfcast/base/bytes.hpp"

#include <algorithm>
#include <utility>

namespace shelfcast::sources {
namespace {

constexpr char kOrder = 'o';  // order -> record
constexpr char kLine = 'l';   // line, order -> nothing
constexpr char kAge = 'a';    // w(aiting) or k(nown), day, order -> nothing

bool has_line(const OrderRecord& record, std::string_view line) {
  return std::ranges::find(record.lines, line, &KnownLine::line) != record.lines.end();
}

/// Days as numbers that sort, those before 1970 included.
std::uint32_t sortable(std::int32_t day) {
  return static_cast<std::uint32_t>(day) ^ 0x80000000U;
}

}  // namespace

std::string OrderBook::order_key(std::string_view order) const {
  return change_key(source_, kOrder).append(order);
}

std::string OrderBook::line_key(std::string_view line, std::string_view order) const {
  std::string key = change_key(source_, kLine);
  put_text(key, line);
  return key.append(order);
}

std::string OrderBook::age_key(const OrderRecord& record, std::string_view order) const {
  std::string key = change_key(source_, kAge);
  key += record.waiting ? 'w' : 'k';
  put_u32(key, sortable(record.touched));
  return key.append(order);
}

Result<OrderBook::Held> OrderBook::read(const std::string& order) const {
  auto stored = store_.get(kChanges, order_key(order));
  if (!stored) return std::unexpected(stored.error());
  if (!*stored) return Held{};
  auto record = decode_order(**stored);
  if (!record) return fail(Code::corrupt, "order " + order, "what is remembered of it cannot be read");
  return Held{std::move(*record), std::move(**stored)};
}

Result<OrderRecord*> OrderBook::of(const std::string& order) {
  const auto known = held_.find(order);
  if (known != held_.end()) return &known->second.record;
  auto held = read(order);
  if (!held) return std::unexpected(held.error());
  return &held_.emplace(order, std::move(*held)).first->second.record;
}

Result<std::vector<std::string>> OrderBook::orders_with(std::string_view line) const {
  std::vector<std::string> orders;
  for (const auto& [order, held] : held_) {
    if (has_line(held.record, line)) orders.push_back(order);
  }
  const auto prefix = line_key(line, "");
  const auto visit = [&](std::string_view key, std::string_view) {
    if (!key.starts_with(prefix)) return false;
    std::string order(key.substr(prefix.size()));
    if (std::ranges::find(orders, order) == orders.end()) orders.push_back(std::move(order));
    return true;
  };
  if (auto done = store_.scan(kChanges, prefix, {}, visit); !done) return std::unexpected(done.error());
  return orders;
}

void OrderBook::save(std::int32_t day, const Visit& visit, storage::Batch& into) {
  for (auto& [order, held] : held_) {
    OrderRecord& record = held.record;
    visit(order, record);
    record.waiting = !record.transaction;
    if (encode(record) == held.stored) continue;
    const auto known = decode_order(held.stored);
    record.touched = std::max(record.touched, day);
    into.put(kChanges, order_key(order), encode(record));
    if (known) into.erase(kChanges, age_key(*known, order));
    into.put(kChanges, age_key(record, order), "");
    for (const auto& line : record.lines) {
      if (!known || !has_line(*known, line.line)) into.put(kChanges, line_key(line.line, order), "");
    }
  }
  held_.clear();
}

Result<std::vector<std::string>> OrderBook::orders_after(std::string_view order, std::size_t at_most) const {
  const auto prefix = order_key("");
  std::vector<std::string> orders;
  const auto visit = [&](std::string_view key, std::string_view) {
    if (!key.starts_with(prefix) || orders.size() == at_most) return false;
    if (key.substr(prefix.size()) != order) orders.emplace_back(key.substr(prefix.size()));
    return true;
  };
  if (auto done = store_.scan(kChanges, order_key(order), {}, visit); !done) return std::unexpected(done.error());
  return orders;
}

Result<std::vector<std::string>> OrderBook::untouched_since(bool waiting, std::int32_t day, std::size_t at_most) const {
  OrderRecord bound{.transaction = {}, .lines = {}, .touched = day, .waiting = waiting};
  const auto end = age_key(bound, "");
  auto from = change_key(source_, kAge);
  from += waiting ? 'w' : 'k';
  std::vector<std::string> orders;
  const auto visit = [&](std::string_view key, std::string_view) {
    orders.emplace_back(key.substr(end.size()));
    return orders.size() < at_most;
  };
  if (auto done = store_.scan(kChanges, from, end, visit); !done) return std::unexpected(done.error());
  return orders;
}

Result<std::vector<std::string>> OrderBook::stop_waiting(const std::string& order, storage::Batch& into) {
  auto held = read(order);
  if (!held) return std::unexpected(held.error());
  into.erase(kChanges, age_key(held->record, order));
  std::vector<std::string> refused;
  for (auto& line : held->record.lines) {
    if (!line.refused && !line.removed) refused.push_back(line.line);
    line.refused = true;
  }
  held->record.waiting = false;
  into.put(kChanges, age_key(held->record, order), "");
  into.put(kChanges, order_key(order), encode(held->record));
  return refused;
}

Result<void> OrderBook::forget(const std::string& order, storage::Batch& into) {
  const auto held = read(order);
  if (!held) return std::unexpected(held.error());
  into.erase(kChanges, age_key(held->record, order));
  into.erase(kChanges, order_key(order));
  for (const auto& line : held->record.lines) into.erase(kChanges, line_key(line.line, order));
  return {};
}

}  // namespace shelfcast::sources
