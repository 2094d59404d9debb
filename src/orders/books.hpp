// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "orders/order_codec.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/eventlog/event_log.hpp"
#include "shelfcast/storage/store.hpp"

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace shelfcast::orders {

/// Orders and remembered answers as a group of acts sees them: what the store holds, and over it what the group has
/// done so far. Nothing is written until the caller takes `writes` and `events`. One thread.
///
/// Calls: fetch, then (find | answer_of | keep | remember)*, for what was fetched only.
class Books {
 public:
  explicit Books(const storage::Store& store) : store_(store) {}

  /// Reads the orders under these keys (order_key) ...
  Result<void> fetch_orders(std::vector<std::string> keys);
  /// ... and what was answered under these idempotency keys, today or yesterday.
  Result<void> fetch_answers(const std::vector<std::string>& idempotency_keys, Day today);

  /// Null where there is none.
  [[nodiscard]] const Order* find(const std::string& order_key) const;
  [[nodiscard]] const Remembered* answer_of(const std::string& idempotency_key) const;

  /// A new version of an order; `lines`: the places of those that changed.
  void keep(const Order& order, std::span<const std::size_t> lines);
  void remember(const std::string& idempotency_key, Remembered remembered);

  /// What became of the group, each only once.
  storage::Batch take_writes(Day today);
  std::vector<eventlog::Event> take_events();

 private:
  template <class T>
  struct Entry {
    std::optional<T> value;
    bool is_new = false;
  };
  const storage::Store& store_;
  std::unordered_map<std::string, Entry<Order>> orders_;
  std::unordered_map<std::string, Entry<Remembered>> answers_;
  std::vector<eventlog::Event> events_;
};

}  // namespace shelfcast::orders
