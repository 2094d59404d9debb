// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/simulator/demand.hpp"
#include "sources/simulator/order.hpp"
#include "sources/simulator/price_plan.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::sources::simulator {

/// Something that goes wrong, or otherwise than ever, in the last week.
struct Fault {
  std::string_view kind;  ///< "demand-spike"
  std::string subject;    ///< "product:4711"; empty: the whole marketplace
  int first;              ///< day indices
  int last;
  double sigma;  ///< how many standard deviations of chance it is off, where it is to be seen
};

/// How a product's shelf fares while a fault lasts.
enum class Supply : std::uint8_t { usual, plenty, none };

/// What a product sells in the last week if nothing happens, and how its sales vary around that.
struct UsualWeek {
  double units = 0;
  double counting = 0;  ///< variance that grows as the mean does: so many come, by chance
  double mood = 0;      ///< variance that grows as its square does: there are good days and bad ones
  double unknown = 0;   ///< variance of the mean itself, as a forecast sees it
};
UsualWeek usual_week(const Habits& habits, std::span<const double> days);

/// Faults of the last week, each at least 4 standard deviations of chance, even where what is drawn turns out mild.
/// Planned once; none unless they are asked for.
class Faults {
 public:
  Faults() = default;
  /// `weeks`: of every product.
  static Faults plan(const SimulationOptions& options, const Assortment& assortment, const Span& span,
                     std::span<const UsualWeek> weeks);

  /// Makes the prices wrong that are to be.
  void mistake(PricePlan& prices) const;
  /// Changes a product's mean demand by day.
  void shape(std::size_t product, std::span<double> units) const;
  [[nodiscard]] Supply supply(std::size_t product, int day) const;
  /// Whether nothing that became known on a day was written.
  [[nodiscard]] bool is_missing(int day) const { return day == missing_day_; }
  /// Spoils lines of an order as it is written on a day.
  void spoil(Order& order, int day);
  [[nodiscard]] Result<void> write(const std::filesystem::path& file) const;

 private:
  class Planner;

  Span span_{};
  std::vector<Fault> faults_;
  std::map<std::size_t, double> demand_;  // by place of the product: what its mean demand is multiplied with
  std::map<std::size_t, double> prices_;  // and its price
  std::map<std::size_t, Supply> supply_;
  int missing_day_ = -1;
  int broken_day_ = -1;
  int priceless_day_ = -1;
  std::optional<Random> random_;
};

}  // namespace shelfcast::sources::simulator
