// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/forecast.hpp"
#include "shelfcast/models/conformal.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::training {

/// Intervals that held 80 % and 95 % of what came: the outer contains the inner, both their forecast and nothing
/// negative.
struct IntervalPair {
  models::Interval of_80;
  models::Interval of_95;
};

/// How sure an ensemble's units are, by level and by number of days, as its backtest measured. What was not measured
/// has no interval.
class Intervals {
 public:
  /// Of a single step of the source (a day, or a week of a weekly one) that ends so many days after the cut.
  [[nodiscard]] std::optional<IntervalPair> of_step(domain::Level level, int last_day, double units) const;
  /// Of the sum of the first `days` days after the cut; between measured lengths in proportion.
  [[nodiscard]] std::optional<IntervalPair> of_total(domain::Level level, int days, double units) const;

  using Shares = std::array<models::Widths, 2>;  ///< for 80 % and for 95 %
  /// By level and days of the run, 0 for a single step.
  std::map<std::pair<domain::Level, int>, Shares> measured;
  bool weekly = false;
};

/// What training measured; it is part of its blob. Of a naive model nothing is. `corrupt` where the blob is no fit.
Result<Intervals> intervals_in(std::string_view blob);

}  // namespace shelfcast::training
