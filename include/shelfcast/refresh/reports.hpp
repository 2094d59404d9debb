// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/cycle.hpp"
#include "shelfcast/storage/database.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::refresh {

/// The reports of all cycles, kept for ever. Any thread; every call is one transaction.
class Reports {
 public:
  explicit Reports(storage::Database& database) : database_(database) {}

  /// Creates it or replaces it.
  Result<void> save(const domain::CycleReport& report);
  [[nodiscard]] Result<std::optional<domain::CycleReport>> find(std::string_view id) const;
  /// Newest first, those before `older_than` where it is given.
  [[nodiscard]] Result<std::vector<domain::CycleReport>> list(const std::optional<std::string>& older_than,
                                                              std::size_t at_most) const;
  /// The newest of a marketplace that had begun by `moment` and published a table; of those before `older_than` where
  /// it is given.
  [[nodiscard]] Result<std::optional<domain::CycleReport>> published_by(
      std::string_view marketplace, Instant moment, const std::optional<std::string>& older_than = {}) const;
  /// The newest of a marketplace that ended, however it did. Cycles of some categories not among them.
  [[nodiscard]] Result<std::optional<domain::CycleReport>> last_ended(std::string_view marketplace) const;
  /// The newest of a marketplace that neither ended well nor failed: a crash interrupted it.
  /// Cycles of some categories not among them: what such a one missed, the next one does.
  [[nodiscard]] Result<std::optional<domain::CycleReport>> unfinished(std::string_view marketplace) const;
  /// And these are those.
  [[nodiscard]] Result<std::vector<domain::CycleReport>> unfinished_parts(std::string_view marketplace) const;
  /// "DE-20251120-1", the first id of this marketplace and day that is free.
  [[nodiscard]] Result<std::string> next_id(std::string_view marketplace, Day day) const;
  /// "DE-20251120-1+3": the next cycle of some categories of the table that DE-20251120-1 made, whether `table` is
  /// that one or has parts already.
  [[nodiscard]] Result<std::string> next_part_id(std::string_view marketplace, std::string_view table) const;

 private:
  [[nodiscard]] Result<std::vector<domain::CycleReport>> running(std::string_view marketplace, bool parts) const;
  /// Of a marketplace, newest first: those that a condition of SQL chooses.
  [[nodiscard]] Result<std::vector<domain::CycleReport>> chosen(std::string_view marketplace,
                                                                const std::string& condition) const;

  storage::Database& database_;
};

}  // namespace shelfcast::refresh
