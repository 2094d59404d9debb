// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/inbox.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace shelfcast::monitor {

/// Where alerts rest (the table `alert`). Calls that write are made within a transaction.
class AlertBook {
 public:
  explicit AlertBook(storage::Database& database) : database_(database) {}

  /// Writes it; one without an id gets its own.
  Result<void> write(domain::Alert& alert);
  [[nodiscard]] Result<std::vector<domain::Alert>> unresolved() const;
  /// The last one of the same rule and subject that was resolved at or after a moment.
  [[nodiscard]] Result<std::optional<domain::Alert>> resolved_since(const domain::Alert& like, Instant moment) const;
  [[nodiscard]] Result<std::vector<domain::Alert>> list(const domain::AlertsWanted& wanted, std::size_t at_most) const;
  /// What summaries are made of: of those that are not resolved or were raised at a moment or later.
  struct Brief {
    domain::AlertState state;
    domain::Priority priority;
    std::int64_t raised;
    std::optional<std::int64_t> acknowledged;
    std::optional<std::int64_t> resolved;
  };
  [[nodiscard]] Result<std::vector<Brief>> briefs(const domain::AlertsWanted& wanted, Instant since) const;
  [[nodiscard]] Result<domain::Alert> find(std::int64_t id) const;
  /// Deletes those that were resolved before a moment.
  Result<void> forget(Instant resolved_before);

 private:
  storage::Database& database_;
};

}  // namespace shelfcast::monitor
