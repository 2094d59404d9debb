// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deltas/changes.hpp"
#include "deltas/ledger.hpp"
#include "deltas/totals.hpp"
#include "shelfcast/storage/store.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace shelfcast::deltas {

/// What was sold of a product in a quarter of an hour, a day or a month (see Change::place).
struct Cell {
  std::uint64_t place = 0;
  Micro units = 0;
  Minor amount = 0;

  Cell& operator+=(const Cell& other) {
    units += other.units;
    amount += other.amount;
    return *this;
  }
};
using Cells = std::vector<Cell>;

/// What must be added to the aggregates of a period to make them what the facts say.
struct Differences {
  std::uint64_t compared = 0;
  Cells ledgers;
  Cells days;
  Cells months;
  std::vector<LedgerKey> unreadable_ledgers;   ///< taken for empty in `ledgers`
  std::vector<std::string> unreadable_totals;  ///< their keys; taken for empty in `days` and `months`

  [[nodiscard]] std::uint64_t wrong() const {
    return ledgers.size() + days.size() + months.size() + unreadable_ledgers.size() + unreadable_totals.size();
  }
};

/// Counts the aggregates of one marketplace anew from its facts, some months at a time, so that a long history needs
/// time but not memory.
class Recounting {
 public:
  Recounting(const storage::Store& store, MarketplaceId marketplace) : store_(store), marketplace_(marketplace) {}

  /// Whole months, ascending, that cover everything that is counted or should be.
  [[nodiscard]] Result<std::vector<Period>> periods() const;
  [[nodiscard]] Result<Differences> differences(const Period& period) const;

 private:
  using VisitTotals = std::function<void(Span span, Day first, std::string_view block)>;
  [[nodiscard]] Result<Cells> facts(const Period& period) const;
  [[nodiscard]] Result<Cells> ledgers(const Period& period, std::vector<LedgerKey>& unreadable) const;
  [[nodiscard]] Result<Cells> totals(Span span, const Period& period, std::vector<std::string>& unreadable) const;
  [[nodiscard]] Result<void> scan_totals(const std::optional<Period>& period, const VisitTotals& visit) const;

  const storage::Store& store_;
  MarketplaceId marketplace_;
};

}  // namespace shelfcast::deltas
