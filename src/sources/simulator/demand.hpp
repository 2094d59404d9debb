// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/simulator/assortment.hpp"
#include "sources/simulator/price_plan.hpp"

#include <array>
#include <span>
#include <vector>

namespace shelfcast::sources::simulator {

/// How a product's buyers behave.
struct Habits {
  double price_elasticity;
  double promotion_elasticity;
  double season_strength;      ///< an exponent on its category's season
  std::array<double, 7> week;  ///< on the logarithm, beside its category's
  double peak;                 ///< of the life curve, over its plateau
  double decay_days;           ///< from peak to plateau
  double ramp_days;            ///< from launch to peak
  double steadiness;           ///< of purchases: the gamma shape of a day's luck; small: few days with many
  double another;              ///< chance that whoever takes n takes one more
  [[nodiscard]] double mean_quantity() const { return 1 / (1 - another); }
};

Habits habits_of(std::uint64_t seed, const ProductRow& product);

/// True mean demand. Multiplicative: popularity x life curve x the category's trend, year, week, holidays and shocks x
/// price and promotion x a slow drift of the product's own.
class DemandModel {
 public:
  DemandModel(std::uint64_t seed, const Assortment& assortment, const PricePlan& plan, const Span& span);

  /// Mean units of every day of the span, to be multiplied by `scale`; 0 where the product is not on sale.
  void row(std::size_t product, const Habits& habits, std::span<double> units) const;
  void set_scale(double scale) { scale_ = scale; }

 private:
  void add_prices(std::size_t product, const Habits& habits, std::span<double> log_units) const;
  void add_drift(std::size_t product, std::span<double> log_units) const;

  std::uint64_t seed_;
  const Assortment& assortment_;
  const PricePlan& plan_;
  Span span_;
  double scale_ = 1;
  std::vector<int> weekdays_;                // by day
  std::vector<std::vector<double>> season_;  // by leaf, by day: the logarithm of the time of year
  std::vector<std::vector<double>> course_;  // by leaf, by day: the logarithm of all else that its products share
};

}  // namespace shelfcast::sources::simulator
