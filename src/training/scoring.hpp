// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"
#include "shelfcast/models/model.hpp"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace shelfcast::training {

/// Units and money (in minor units) of every product over some days.
struct Sums {
  std::vector<double> units;
  std::vector<double> amount;
};

/// What happened from `from` to `to`.
Sums sold(const domain::Panel& panel, Day from, Day to);
/// The same day by day.
std::vector<Sums> sold_by_day(const domain::Panel& panel, Day from, Day to);

/// Expected units of a product on a day, counted from 0 at the first day after an origin.
using UnitsOf = std::function<double(std::size_t product, std::size_t day)>;

/// What a unit of every product costs on the days 1..days after an origin, as planned by then: products x days.
models::Grid planned_prices(const domain::Panel& panel, Day origin, int days);

/// What was expected for the days `first`..`last` after an origin, at the prices planned by then.
Sums expected(const models::Grid& prices, int first, int last, const UnitsOf& units);

/// The same, summed by category.
Sums by_category(const domain::Panel& panel, const Sums& products);

/// Sums of absolute errors and of actuals, gathered over several origins: their ratio is the WAPE.
struct ErrorRate {
  double error = 0;
  double actual = 0;

  void add(std::span<const double> expected_units, std::span<const double> sold_units);
  void add(const ErrorRate& other) {
    error += other.error;
    actual += other.actual;
  }
  [[nodiscard]] double rate() const { return actual > 0 ? error / actual : 0; }
};

inline constexpr std::size_t kNoShelf = static_cast<std::size_t>(-1);

/// How well a ranking by amount was foreseen: the mean over shelves of which at least twice as many sold as are ranked.
struct RankingScore {
  double precision = 0;  ///< of the best `top` that were foreseen, how many are among those that came
  double ndcg = 0;       ///< the actual amount is the gain
};

/// Rows are ranked within their shelf, those on kNoShelf nowhere. Nullopt where no shelf is long enough.
std::optional<RankingScore> score_ranking(std::span<const std::size_t> shelves, std::span<const double> foreseen,
                                          std::span<const double> actual, std::size_t top);

/// Mean NDCG@10 of the products of each category by amount, over categories of which at least 20 products sold; the
/// actual amount is the gain. Nullopt where there is no such category.
std::optional<double> ndcg_at_10(const domain::Panel& panel, const Sums& foreseen, const Sums& actual);

}  // namespace shelfcast::training
