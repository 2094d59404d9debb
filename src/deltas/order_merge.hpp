// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deltas/changes.hpp"
#include "deltas/facts.hpp"
#include "shelfcast/deltas/deltas.hpp"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace shelfcast::deltas {

/// Applies the tellings of one order after the other to their lines and collects what they change in the aggregates.
///
/// Calls: (load tell* dirty record?)* merged.
class OrderMerge {
 public:
  explicit OrderMerge(std::vector<Change>& changes) : changes_(changes) {}

  /// Begins an order with what is known of it; it must outlive the order's tellings. False where it is damaged.
  bool load(const std::optional<std::string>& record);
  void tell(const domain::Sale& sale);
  [[nodiscard]] bool dirty() const { return dirty_; }
  /// Holds until the next call.
  const std::string& record();
  [[nodiscard]] const Merged& merged() const { return merged_; }

 private:
  FactLine* find(std::string_view line);
  void change(const FactLine& fact, Instant learnt, int sign);
  void count(bool counted);

  std::vector<Change>& changes_;
  Merged merged_;
  std::vector<FactLine> lines_;
  std::unordered_map<std::string_view, std::size_t> index_;  // only of orders with many lines
  std::string record_;
  bool dirty_ = false;
};

}  // namespace shelfcast::deltas
