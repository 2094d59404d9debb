// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/coverage.hpp"
#include "shelfcast/storage/database.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace shelfcast::predictions {

/// How the certainty that was published held, of one period of one table, once the period is over.
struct ScoredPeriod {
  Day cut;  ///< the table's
  FramePeriod about;
  std::string promised_by;  ///< the table
  std::string version;      ///< of the model that made it
  std::map<domain::CoverageOf, domain::Held> held = {};
  std::vector<domain::LiveRun> runs = {};  ///< of rolling periods only
};

/// What names a period of a marketplace's tables: the cut it was promised at, its first day and its last.
using PeriodKey = std::tuple<Day, Day, Day>;

/// How intervals and chances held on live actuals, kept for ever. Any thread; every call is one transaction.
class CoverageLedger {
 public:
  explicit CoverageLedger(storage::Database& database) : database_(database) {}

  /// Counts a period. One that was counted before changes nothing, whatever is said of it now.
  Result<void> add(std::string_view marketplace, const ScoredPeriod& period);
  /// What is counted of tables with this cut or a later one.
  [[nodiscard]] Result<std::set<PeriodKey>> counted(std::string_view marketplace, Day from) const;
  /// All but the factors.
  [[nodiscard]] Result<domain::Coverage> coverage(std::string_view marketplace) const;
  /// Of the periods that ended from a day on up to another, in the order of their cuts.
  [[nodiscard]] Result<std::vector<domain::LiveRun>> runs(std::string_view marketplace, const Period& ended) const;

 private:
  storage::Database& database_;
};

}  // namespace shelfcast::predictions
