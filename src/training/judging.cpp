// SPDX-License-Identifier: Apache-2.0
#include "training/judging.hpp"

#include <string>

namespace shelfcast::training {

Actuals actuals_after(const domain::Panel& panel, Day origin) {
  Actuals actuals{.prices = planned_prices(panel, origin, kMonth),
                  .horizon = {},
                  .day = sold_by_day(panel, origin + 1, origin + kMonth)};
  for (std::size_t h = 0; h < kHorizons; ++h) actuals.horizon[h] = sold(panel, origin + 1, origin + kHorizonDays[h]);
  return actuals;
}

void add_scores(const domain::Panel& panel, const Actuals& actuals, const UnitsOf& units, Scores& scores) {
  for (std::size_t h = 0; h < kHorizons; ++h) {
    const auto foreseen = expected(actuals.prices, 1, kHorizonDays[h], units);
    const auto& actual = actuals.horizon[h];
    scores.product[h].add(foreseen.units, actual.units);
    scores.category[h].add(by_category(panel, foreseen).units, by_category(panel, actual).units);
    if (const auto ndcg = ndcg_at_10(panel, foreseen, actual)) {
      scores.ndcg[h] += *ndcg;
      ++scores.ranked[h];
    }
  }
  for (int step = 1; step <= kMonth; ++step) {
    const auto foreseen = expected(actuals.prices, step, step, units);
    const auto& actual = actuals.day[static_cast<std::size_t>(step) - 1];
    scores.category_day.add(by_category(panel, foreseen).units, by_category(panel, actual).units);
  }
}

void add_period(const domain::Panel& panel, const Foreseen& forecast, const domain::Band& days, Frame frame,
                Outcomes& outcomes) {
  const auto& origin = forecast.origin;
  const auto foreseen = expected(forecast.prices, days.first_step, days.last_step, forecast.units);
  const auto actual = sold(panel, origin + days.first_step, origin + days.last_step);
  add_outcomes(foreseen, actual, outcomes[{frame, domain::Level::product}]);
  add_outcomes(by_category(panel, foreseen), by_category(panel, actual), outcomes[{frame, domain::Level::category}]);
}

void add_short_frames(const domain::Panel& panel, const Foreseen& forecast, Outcomes& outcomes) {
  for (int step = 1; step <= kMonth; ++step) add_period(panel, forecast, {"", step, step}, Frame::day, outcomes);
  for (int step = 1; step <= kMonth; step += 7)
    add_period(panel, forecast, {"", step, step + 6}, Frame::week, outcomes);
  add_period(panel, forecast, {"", 1, kMonth}, Frame::month, outcomes);
}

double error_of_week(const Scores& scores) {
  return scores.product[0].rate() + scores.category[0].rate();
}

std::vector<domain::Accuracy> accuracy_of(const Scores& ours, const Scores& rival) {
  std::vector<domain::Accuracy> rows;
  rows.reserve(3 * kHorizons);
  const auto days = [](std::size_t h) { return ", " + std::to_string(kHorizonDays[h]) + " days"; };
  for (std::size_t h = 0; h < kHorizons; ++h)
    rows.push_back({"WAPE by product" + days(h), ours.product[h].rate(), rival.product[h].rate()});
  for (std::size_t h = 0; h < kHorizons; ++h)
    rows.push_back({"WAPE by category" + days(h), ours.category[h].rate(), rival.category[h].rate()});
  for (std::size_t h = 0; h < kHorizons; ++h)
    if (ours.ranked[h] > 0)
      rows.push_back({"NDCG@10" + days(h), ours.ndcg[h] / ours.ranked[h], rival.ndcg[h] / rival.ranked[h]});
  return rows;
}

}  // namespace shelfcast::training
