// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/monitor/letter.hpp"
#include "shelfcast/monitor/signal.hpp"
#include "shelfcast/storage/database.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::monitor {

/// An alert of which something has to be told or shown at once.
struct Change {
  Happened happened;
  domain::Alert alert;
};

/// Alerts, from what looks found (SQLite). One that is found again is the same alert; one that comes back within a day
/// of its end is opened again, and from the third time on must be gone for a day before it ends. What another open
/// alert explains follows from that one. Any thread.
class Inbox {
 public:
  static Result<std::unique_ptr<Inbox>> open(storage::Database& database);
  virtual ~Inbox() = default;

  /// Raises what was found for as long as its rule asks for, resolves what was judged and is no longer so.
  virtual Result<std::vector<Change>> take(const Look& look) = 0;
  /// Ends snoozes, and escalates what nobody acknowledged for too long.
  virtual Result<std::vector<Change>> tick(Instant now) = 0;

  /// Open, not told yet, and following from no other: the most urgent first, of equally urgent ones the most money.
  [[nodiscard]] virtual std::vector<domain::Alert> untold() const = 0;
  virtual Result<void> mark_told(std::span<const std::int64_t> ids, Instant now) = 0;

  /// The newest first.
  [[nodiscard]] virtual Result<std::vector<domain::Alert>> list(const domain::AlertsWanted& wanted,
                                                                std::size_t at_most) const = 0;
  [[nodiscard]] virtual Result<domain::Alert> find(std::int64_t id) const = 0;
  /// Of those raised since `now` less 30 days, and of those that are open.
  [[nodiscard]] virtual Result<domain::AlertSummary> summary(const domain::AlertsWanted& wanted, Instant now) const = 0;
  /// Those that are not resolved, by id.
  [[nodiscard]] virtual std::vector<domain::Alert> unresolved() const = 0;
  /// What was resolved before a moment is gone for good.
  virtual Result<void> forget(Instant resolved_before) = 0;

  /// `not_found` where any of them is not there or somebody else's, `conflict` where one is resolved: none is changed.
  virtual Result<std::vector<domain::Alert>> acknowledge(const domain::AlertAct& acting) = 0;
  /// Nothing is told of them until then.
  virtual Result<std::vector<domain::Alert>> snooze(const domain::AlertAct& acting, Instant until) = 0;
  /// As before they were acknowledged or snoozed.
  virtual Result<std::vector<domain::Alert>> reopen(const domain::AlertAct& acting) = 0;
};

}  // namespace shelfcast::monitor
