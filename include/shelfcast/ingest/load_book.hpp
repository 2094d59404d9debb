// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/load.hpp"
#include "shelfcast/storage/database.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::ingest {

/// What is known of every load of every source: its profile, and whether it was let in. Any thread; each call is one
/// transaction.
class LoadBook {
 public:
  explicit LoadBook(storage::Database& database) : database_(database) {}

  /// Writes it down; returns its id. `position_before`: where the source stood before it, for when it is rejected.
  Result<std::int64_t> enter(const domain::Load& load, std::string_view position_before);
  Result<void> set_state(std::int64_t id, domain::LoadState state);
  [[nodiscard]] Result<std::optional<domain::Load>> find(std::int64_t id) const;
  [[nodiscard]] Result<std::string> position_before(std::int64_t id) const;
  /// Newest first, of one marketplace or ("") of all.
  [[nodiscard]] Result<std::vector<domain::Load>> list(std::string_view marketplace, std::size_t at_most) const;
  /// The accepted ones, newest first.
  [[nodiscard]] Result<std::vector<domain::Load>> accepted(std::string_view marketplace, std::size_t at_most) const;
  /// The load that waits for an operator, if one does.
  [[nodiscard]] Result<std::optional<domain::Load>> held(std::string_view marketplace) const;
  /// How many loads of a marketplace were ever rejected.
  [[nodiscard]] Result<std::uint64_t> rejected(std::string_view marketplace) const;

 private:
  /// Each part that is empty, or 0, does not narrow.
  struct Which {
    std::string_view marketplace;
    std::string_view state;
    std::int64_t id;
  };
  [[nodiscard]] Result<std::vector<domain::Load>> select(const Which& which, std::size_t at_most) const;
  [[nodiscard]] Result<std::optional<domain::Load>> first(const Which& which) const;

  storage::Database& database_;
};

}  // namespace shelfcast::ingest
