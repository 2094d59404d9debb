// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/model_version.hpp"
#include "shelfcast/storage/database.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::experiments {

/// How far off was what a table had promised of a period, and what others would have promised at that time.
struct Score {
  Day first;
  int days = 1;
  std::string promised_by;  ///< the table
  std::string version;      ///< that made it
  std::map<std::string, double, std::less<>> errors;
};
/// The names under which errors are kept besides those of naive models.
inline constexpr std::string_view kPromised = "promised";
inline constexpr std::string_view kEarlier = "earlier";

/// Who decided what serves, and how promises came true: kept for ever. Any thread; every call is one transaction.
class Ledger {
 public:
  explicit Ledger(storage::Database& database) : database_(database) {}

  /// The same cycle again changes nothing.
  Result<void> add(const domain::ModelDecision& decision);
  [[nodiscard]] Result<std::optional<domain::ModelDecision>> of_cycle(std::string_view cycle) const;
  /// Newest first.
  [[nodiscard]] Result<std::vector<domain::ModelDecision>> list(std::string_view marketplace,
                                                                std::size_t at_most) const;
  /// The newest that did more than let a version succeed the one before or stay.
  [[nodiscard]] Result<std::optional<domain::ModelDecision>> last_change(std::string_view marketplace) const;
  /// What served before this version took over; empty where that is not known.
  [[nodiscard]] Result<std::string> replaced_by(std::string_view marketplace, std::string_view version) const;

  /// The same period again is replaced.
  Result<void> add(std::string_view marketplace, const Score& score);
  /// From a day on, ascending.
  [[nodiscard]] Result<std::vector<Score>> scores(std::string_view marketplace, Day from) const;

 private:
  storage::Database& database_;
};

}  // namespace shelfcast::experiments
