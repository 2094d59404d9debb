// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/storage/store.hpp"
#include "sources/changes/joining.hpp"
#include "sources/changes/outbox.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::sources {

/// The orders that the stream has told of, in the store: a record for each, an index from lines to their orders (a
/// removed row may tell no more than its key), and one by age.
///
/// Calls: (of* save)*  - records are held in memory between two `save`s. One thread.
class OrderBook {
 public:
  OrderBook(storage::Store& store, std::string source) : store_(store), source_(std::move(source)) {}

  /// The record of an order, an empty one where it is new; valid until `save`.
  Result<OrderRecord*> of(const std::string& order);
  /// The orders that have a line of this id.
  [[nodiscard]] Result<std::vector<std::string>> orders_with(std::string_view line) const;
  /// Writes what was asked for since the last `save`, touched on `day`; before that `visit` may still change it.
  using Visit = std::function<void(const std::string& order, OrderRecord& record)>;
  void save(std::int32_t day, const Visit& visit, storage::Batch& into);

  /// Orders in the order of their ids, after one of them, at most so many.
  [[nodiscard]] Result<std::vector<std::string>> orders_after(std::string_view order, std::size_t at_most) const;
  /// Orders whose transaction is missing (or not) and which nobody has touched since before `day`, at most so many.
  [[nodiscard]] Result<std::vector<std::string>> untouched_since(bool waiting, std::int32_t day,
                                                                 std::size_t at_most) const;
  /// An order that waits no longer for its transaction: from now on it only ages. Its lines that were not refused yet.
  Result<std::vector<std::string>> stop_waiting(const std::string& order, storage::Batch& into);
  Result<void> forget(const std::string& order, storage::Batch& into);

 private:
  struct Held {
    OrderRecord record;
    std::string stored;  // as it was read; "" where it was not there
  };
  [[nodiscard]] std::string order_key(std::string_view order) const;
  [[nodiscard]] std::string line_key(std::string_view line, std::string_view order) const;
  [[nodiscard]] std::string age_key(const OrderRecord& record, std::string_view order) const;
  Result<Held> read(const std::string& order) const;

  storage::Store& store_;
  std::string source_;
  std::map<std::string, Held> held_;
};

}  // namespace shelfcast::sources
