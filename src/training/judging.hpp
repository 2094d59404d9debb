// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/cycle.hpp"
#include "training/confidence.hpp"
#include "training/scoring.hpp"

#include <array>
#include <map>
#include <utility>
#include <vector>

namespace shelfcast::training {

inline constexpr int kMonth = 28;  // whole weeks, so that no weekday weighs more than another
inline constexpr std::size_t kHorizons = 2;
inline constexpr std::array<int, kHorizons> kHorizonDays{7, kMonth};

/// How a forecast did, gathered over origins.
struct Scores {
  std::array<ErrorRate, kHorizons> product;
  std::array<ErrorRate, kHorizons> category;
  std::array<double, kHorizons> ndcg{};
  std::array<int, kHorizons> ranked{};
  ErrorRate category_day;

  void add(const Scores& more) {
    for (std::size_t h = 0; h < kHorizons; ++h) {
      product[h].add(more.product[h]);
      category[h].add(more.category[h]);
      ndcg[h] += more.ndcg[h];
      ranked[h] += more.ranked[h];
    }
    category_day.add(more.category_day);
  }
  /// What the best of rivals is chosen by: totals by product and by month, and whether days are in the right place.
  [[nodiscard]] double regret() const { return product[1].rate() + category_day.rate(); }
};

/// What a contest compares of an origin: its first week.
[[nodiscard]] double error_of_week(const Scores& scores);
/// As a training tells it, beside the rival's.
std::vector<domain::Accuracy> accuracy_of(const Scores& ours, const Scores& rival);

/// What happened after an origin, and what a unit was planned to cost.
struct Actuals {
  models::Grid prices;
  std::array<Sums, kHorizons> horizon;
  std::vector<Sums> day;
};

Actuals actuals_after(const domain::Panel& panel, Day origin);
void add_scores(const domain::Panel& panel, const Actuals& actuals, const UnitsOf& units, Scores& scores);

using Outcomes = std::map<std::pair<Frame, domain::Level>, std::vector<Outcome>>;

/// A forecast of an origin: its units, and what a unit was planned to cost.
struct Foreseen {
  Day origin;
  const models::Grid& prices;
  const UnitsOf& units;
};

/// One foreseen period beside what happened, at both levels.
void add_period(const domain::Panel& panel, const Foreseen& forecast, const domain::Band& days, Frame frame,
                Outcomes& outcomes);
/// The days, weeks and the month after an origin.
void add_short_frames(const domain::Panel& panel, const Foreseen& forecast, Outcomes& outcomes);

}  // namespace shelfcast::training
