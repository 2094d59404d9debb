// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/alert_preference.hpp"
#include "shelfcast/storage/database.hpp"

#include <string_view>
#include <vector>

namespace shelfcast::monitor {

/// What sellers want to be told (SQLite). Any thread.
class Preferences {
 public:
  explicit Preferences(storage::Database& database) : database_(database) {}

  /// The defaults where the seller never said anything.
  [[nodiscard]] Result<domain::AlertPreference> of(std::string_view marketplace, std::string_view seller) const;
  Result<void> keep(const domain::AlertPreference& preference, Instant now);
  /// Of those who said something.
  [[nodiscard]] Result<std::vector<domain::AlertPreference>> all() const;

 private:
  storage::Database& database_;
};

}  // namespace shelfcast::monitor
