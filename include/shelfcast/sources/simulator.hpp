// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/base/time.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::sources {

struct SimulationOptions {
  std::filesystem::path out;  ///< made where it is missing; refused where it holds anything but an earlier simulation
  std::uint64_t seed = 1;
  Day end;               ///< the last day with sales
  int days = 730;        ///< of sales, `end` included
  int categories = 100;  ///< in the whole tree
  int products = 5000;
  int sellers = 200;
  std::uint64_t lines = 3'000'000;  ///< order lines, met within 3 %
  std::string marketplace = "DE";
  /// Something goes wrong in the last week, by this seed: it stands in `truth/faults.csv`. Nullopt: nothing does.
  std::optional<std::uint64_t> faults = {};
};

/// What was written. Rows that stand more than once are counted once in `transactions` and `lines`.
struct SimulationSummary {
  int categories = 0;
  int products = 0;
  int sellers = 0;
  std::uint64_t customers = 0;
  std::uint64_t transactions = 0;
  std::uint64_t lines = 0;
  std::uint64_t cancelled_transactions = 0;
  std::uint64_t returned_lines = 0;
  std::uint64_t late_lines = 0;
  std::uint64_t duplicate_lines = 0;
  std::uint64_t malformed_rows = 0;
};

/// Told the step's name and how much of it is done, 0..1.
using SimulationProgress = std::function<void(std::string_view step, double fraction)>;

/// How many days after `end` the truth reaches.
inline constexpr int kTruthDaysAhead = 400;

/// Writes a made-up marketplace as warehouse files (src/sources/README.md), and beside them `truth/demand.csv`: the
/// mean units that each product would sell on each day if it were in stock, 0 where it is not on sale. Same options,
/// same bytes. One thread. May be called again for the same folder: what it wrote there before is replaced. Failures:
/// `invalid` an option, `conflict` the folder belongs to something else, `unavailable` a file cannot be written.
Result<SimulationSummary> simulate(const SimulationOptions& options, const SimulationProgress& progress);

}  // namespace shelfcast::sources
