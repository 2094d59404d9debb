// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/base/time.hpp"
#include "sources/schema.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::sources {

/// When a row said what it says, by the log of its database: a place in that log (PostgreSQL's LSN, MySQL's file,
/// position and row), and the time of the commit.
struct ChangeVersion {
  std::array<std::int64_t, 3> log = {0, 0, 0};  ///< all 0 where the source names no place
  std::int64_t committed_ms = 0;                ///< since 1970
  bool snapshot = false;                        ///< read from the table as it stood, not from the log

  /// By the place in the log where both have one; a snapshot's row never beats a change of the same place. Without
  /// places a change beats every snapshot, and then the later commit wins.
  [[nodiscard]] bool is_newer_than(const ChangeVersion& other) const;
  bool operator==(const ChangeVersion&) const = default;
};

/// A row of a table of ours that came, changed or went.
struct Change {
  enum class Kind : unsigned char { put, remove, truncate };

  Kind kind = Kind::put;
  const Schema* table = nullptr;
  ChangeVersion version;
  std::vector<std::string> cells;  ///< in the order of the schema; of a removed row perhaps only its key

  [[nodiscard]] Instant committed() const { return {version.committed_ms / 1000}; }
  [[nodiscard]] std::string_view cell(std::string_view column) const;
};

/// Reads an event as Debezium writes it with Kafka Connect's JSON converter, with or without its schemas.
/// nullopt: nothing to be done - a tombstone, a heartbeat, a transaction's bounds, a table that is none of ours.
/// `rejected`: not such an event, or a cell of it cannot be read. Pure; any bytes may come.
Result<std::optional<Change>> parse_envelope(std::string_view payload);

}  // namespace shelfcast::sources
