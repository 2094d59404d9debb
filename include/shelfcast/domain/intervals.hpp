// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/level.hpp"

#include <array>
#include <compare>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace shelfcast::domain {

struct Interval {
  double low;
  double high;
};

/// What a forecast counts as where its size matters: so little or less says only that hardly anything will be sold.
constexpr double size_of(double foreseen) {
  constexpr double kHardlyAnything = 0.01;
  return foreseen > kHardlyAnything ? foreseen : kHardlyAnything;
}

/// What is held around a forecast of one size, from low <= 0 below it to high >= 0 above it, as multiples of the root
/// of its size: chance grows with the root of what is sold.
struct Width {
  double log_size;
  double low;
  double high;
  bool operator==(const Width&) const = default;
};

/// Ascending by size. Empty: not measured.
using Widths = std::vector<Width>;

/// For a positive forecast: between measured sizes in proportion, outside of them as at the nearest. It contains the
/// forecast and nothing negative. Nullopt where nothing was measured.
std::optional<Interval> interval_around(double foreseen, const Widths& widths);

/// Intervals that held 80 % and 95 % of what came: the outer contains the inner, both their forecast and nothing
/// negative.
struct IntervalPair {
  Interval of_80;
  Interval of_95;
};

/// What may come, ascending: what is not exceeded as often as a normal number does not exceed -2.5, -2, .. 2.5.
using Knots = std::array<double, 11>;
inline constexpr double kFirstKnot = -2.5;
inline constexpr double kKnotStep = 0.5;
inline constexpr Knots kKnotChances{0.006210, 0.022750, 0.066807, 0.158655, 0.308538, 0.5,
                                    0.691462, 0.841345, 0.933193, 0.977250, 0.993790};

/// How often that is no more than `bound`.
double chance_up_to(const Knots& knots, double bound);

/// So many roots below a forecast, whatever its size, nothing is sold: a bound that holds nothing stays one, however it
/// is stretched.
inline constexpr double kFromNothing = -1e9;

/// Where what came lay around forecasts of one size, as multiples of the root of their size.
struct Shape {
  double log_size;
  Knots errors;
  bool operator==(const Shape&) const = default;
};

/// Ascending by size. Empty: not measured.
using Shapes = std::vector<Shape>;

/// How far forecasts of one kind were off. Empty: not measured; older tables have no shapes.
struct Errors {
  Widths of_80 = {};
  Widths of_95 = {};
  Shapes shapes = {};
  bool operator==(const Errors&) const = default;
};

/// Whose errors say how sure a forecast is.
struct Peers {
  Peers(Level all_of, bool are_young = false) : level(all_of), young(are_young) {}

  Level level;
  bool young;  ///< products that first sold a few weeks ago, or not yet
  auto operator<=>(const Peers&) const = default;
};

/// The size of a forecast, which is what is measured by: taken once, however many measurements are looked into.
struct Size {
  explicit Size(double of);
  double units;
  double log;
};

/// How far sums of one number of days were off: between the lengths next to it that were measured. Does not outlive the
/// Intervals it is of.
struct TotalErrors {
  const Errors* shorter;
  const Errors* longer;
  double part;  ///< of the way from one to the other

  [[nodiscard]] std::optional<IntervalPair> interval(Size of) const;
  /// All that such a sum may come to, in units; nothing of it is negative.
  [[nodiscard]] std::optional<Knots> spread(Size of) const;
};

/// How sure a model's units are, by peers and by number of days, as its backtest measured. What was not measured has no
/// interval.
struct Intervals {
  /// Of a single step of the source (a day, or a week of a weekly one) that ends so many days after the cut.
  [[nodiscard]] std::optional<IntervalPair> of_step(Peers peers, int last_day, double units) const;
  /// Of the sums of the first `days` days after the cut; between measured lengths in proportion.
  [[nodiscard]] std::optional<TotalErrors> of_totals(Peers peers, int days) const;
  // Of one such sum.
  [[nodiscard]] std::optional<IntervalPair> of_total(Peers peers, int days, double units) const;
  [[nodiscard]] std::optional<Knots> spread_of_total(Peers peers, int days, double units) const;

  static constexpr int kStep = 0;          ///< as a number of days: a single step of the source,
  static constexpr int kStepsWithin = 28;  ///< anywhere in the first so many days

  /// By peers and days of the run, 0 for a single step.
  std::map<std::pair<Peers, int>, Errors> measured;
  bool weekly = false;
  bool operator==(const Intervals&) const = default;
};

/// What widths are multiplied with, for 80 % and for 95 %: by level, and by the band of kBands in which a run ends.
/// What is not named stays as it is.
using IntervalFactors = std::map<std::pair<Level, std::size_t>, std::array<double, 2>>;

Intervals stretched(Intervals intervals, const IntervalFactors& factors);

}  // namespace shelfcast::domain
