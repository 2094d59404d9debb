// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/calendar.hpp"
#include "shelfcast/base/ids.hpp"
#include "shelfcast/domain/features.hpp"
#include "shelfcast/domain/forecast.hpp"
#include "shelfcast/domain/level.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::domain {

/// The chance that is told as `confidenceScore`, measured on predictions of about this amount; nullopt where none was.
std::optional<double> confidence_of(const std::vector<ConfidenceBin>& bins, Micro amount);

/// What may come for a forecast to be a hit: what it is within 25 % of, and nothing where it is less than half a unit.
struct Target {
  double least;  ///< the amount
  double most;
  bool nothing;
};

Target target_of(double units, double amount);
bool is_hit(double units, double amount, double actual_amount);

/// Chances that were told, by tenth, beside how often what they told of came true. Sums of such are sums of integers.
struct Tenths {
  struct Tenth {
    std::uint64_t predictions = 0;
    std::uint64_t happened = 0;
    std::uint64_t promised = 0;  ///< the sum of the chances, in ten-thousandths
    bool operator==(const Tenth&) const = default;
  };
  std::array<Tenth, 10> tenths{};

  void add(double chance, bool happened);
  Tenths& operator+=(const Tenths& other);
  [[nodiscard]] std::uint64_t predictions() const;
  /// The expected calibration error: how far the chances of a tenth are from what happened, over all predictions.
  [[nodiscard]] std::optional<double> calibration_error() const;
  bool operator==(const Tenths&) const = default;
};

/// How what was said of certainty held.
struct Held {
  std::uint64_t intervals = 0;  ///< scored
  std::uint64_t of_80 = 0;      ///< of these, how many held what came
  std::uint64_t of_95 = 0;
  Tenths confidence;                     ///< how many came within 25 %
  std::array<Tenths, kTops.size()> top;  ///< how many ended among the best kTops[i]

  void add(const IntervalPair& interval, double came);
  Held& operator+=(const Held& other);
  [[nodiscard]] std::optional<double> coverage_80() const;
  [[nodiscard]] std::optional<double> coverage_95() const;
  bool operator==(const Held&) const = default;
};

/// Whose certainty is measured: of products, those of one category together; of the marketplace, `category` is 0.
struct CoverageOf {
  Level level = Level::product;
  CategoryId category;
  Frame frame = Frame::day;
  std::size_t band = 0;  ///< of kBands: how far after the cut the period ended
  auto operator<=>(const CoverageOf&) const = default;
};

/// Units that were foreseen of the days after a cut, and those that came.
struct LivePair {
  float foreseen;
  float came;
  bool operator==(const LivePair&) const = default;
};

/// Forecasts that all ended on one day: evidence of how wide intervals must be.
struct LiveRun {
  Level level = Level::product;
  Day cut;
  int days = 0;          ///< from the day after the cut on
  std::uint64_t of = 0;  ///< how many there were, of which the pairs are some
  std::vector<LivePair> pairs;
  bool operator==(const LiveRun&) const = default;
};

/// What is served of the measurement: one row of it.
struct CoverageRow {
  CoverageOf of;
  Held held;
};

struct Coverage {
  std::string marketplace;
  std::string category;           ///< by its source's key, of which alone the rows are; empty: of all
  std::uint64_t periods = 0;      ///< scored
  std::optional<Day> first_cut;   ///< of the tables they were promised by
  std::optional<Day> last_day;    ///< the end of the last period
  std::vector<CoverageRow> rows;  ///< by level, category, frame and band
  IntervalFactors factors;        ///< what the table that serves stretched its intervals by
};

/// The names that levels have outside.
std::string_view name_of(Level level);
std::optional<Level> level_named(std::string_view name);

}  // namespace shelfcast::domain
