// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/seasonal/day_kinds.hpp"

#include <vector>

namespace shelfcast::models {

/// What promotions take off what a row sells, day by day: of a category, the mean over its products.
class Markdown {
 public:
  Markdown() = default;  ///< none
  /// Of the promotions that were known by `known`.
  Markdown(const domain::PanelProduct& row, Instant known);

  [[nodiscard]] double on(Day day) const;
  /// Adds a part of another one's.
  void add(const Markdown& other, double part);

 private:
  void grow(Day first, Day last);

  Day first_{};
  std::vector<double> by_day_;
};

/// What makes the days of one row unlike each other.
struct Days {
  const DayKinds& kinds;
  const Markdown& markdown;
};

/// Effects are one for each kind, and the last for what is marked down, in tenths of the price.
inline std::size_t effect_count(const DayKinds& kinds) {
  return kinds.count() + 1;
}
inline constexpr double kTenth = 10;

/// How a day differs from the level: 1 and the effects of its kinds and its markdown, never below a floor.
double day_factor(const Days& days, const std::vector<double>& effects, Day day);

}  // namespace shelfcast::models
