// SPDX-License-Identifier: Apache-2.0
#include "training/tally.hpp"

#include "training/confidence.hpp"

#include <algorithm>
#include <cmath>

namespace shelfcast::training {
namespace {

/// What was foreseen of one series of a level.
struct Row {
  const LevelTruth& truth;
  const models::Grid& said;
  std::size_t row;

  [[nodiscard]] bool is_known() const { return row < said.rows; }
  [[nodiscard]] bool is_bad() const { return is_known() && std::isnan(said.at(row, 0)); }
  [[nodiscard]] double units(std::size_t day) const { return is_known() ? said.at(row, day) : 0; }
  [[nodiscard]] double amount() const {
    double sum = 0;
    for (std::size_t day = 0; is_known() && day < truth.units.columns; ++day)
      sum += said.at(row, day) * truth.prices.at(row, day);
    return sum;
  }
};

/// The mean square error of a series' steps.
double square_error(const Row& row, std::size_t step_days) {
  const std::size_t steps = row.truth.units.columns / step_days;
  double sum = 0;
  for (std::size_t step = 0; step < steps; ++step) {
    double error = 0;
    for (std::size_t day = step * step_days; day < (step + 1) * step_days; ++day)
      error += row.units(day) - row.truth.units.at(row.row, day);
    sum += error * error;
  }
  return sum / static_cast<double>(steps);
}

}  // namespace

void Tally::add_total(double foreseen, double came) {
  const double error = foreseen - came;
  rate_.add({.error = std::abs(error), .actual = came});
  foreseen_ += foreseen;
  absolute_.add(std::abs(error));
  square_.add(error * error);
  if (came > 0) percentage_.add(std::abs(error) / came);
}

void Tally::add(const LevelTruth& truth, const models::Grid& said, const Lens& lens) {
  double weighted = 0;
  bool any_weight = false;
  std::vector<double> amounts(truth.ids.size());
  auto shelves = truth.shelf;
  for (std::size_t s = 0; s < truth.ids.size(); ++s) {
    const Row row{truth, said, s};
    if (row.is_bad()) {
      shelves[s] = kNoShelf;
      continue;
    }
    double foreseen = 0;
    double came = 0;
    for (std::size_t day = 0; day < truth.units.columns; ++day) {
      foreseen += row.units(day);
      came += truth.units.at(s, day);
    }
    add_total(foreseen, came);
    amounts[s] = row.amount();
    if (foreseen > 0 || came > 0) hits_.add(is_hit(foreseen, amounts[s], truth.amount[s]) ? 1 : 0);
    if (truth.scale[s] <= 0) continue;
    const double scaled = std::sqrt(square_error(row, static_cast<std::size_t>(lens.step_days)) / truth.scale[s]);
    scaled_.add(scaled);
    any_weight = any_weight || truth.weight[s] > 0;
    weighted += std::max(truth.weight[s], 0.0) * scaled;
  }
  if (any_weight) weighted_.add(weighted);
  if (const auto ranking = score_ranking(shelves, amounts, truth.amount, lens.top)) {
    precision_.add(ranking->precision);
    ndcg_.add(ranking->ndcg);
  }
}

domain::ErrorMeasures Tally::measures() const {
  domain::ErrorMeasures measures{.mape = percentage_.value(),
                                 .wape = {},
                                 .rmse = square_.value(),
                                 .mae = absolute_.value(),
                                 .rmsse = scaled_.value(),
                                 .wrmsse = weighted_.value(),
                                 .bias = {},
                                 .precision = precision_.value(),
                                 .ndcg = ndcg_.value(),
                                 .hits = hits_.value(),
                                 .skill = {},
                                 .coverage_80 = {},
                                 .coverage_95 = {},
                                 .calibration = {}};
  if (measures.rmse) measures.rmse = std::sqrt(*measures.rmse);
  if (rate_.actual > 0) {
    measures.wape = rate_.rate();
    measures.bias = (foreseen_ - rate_.actual) / rate_.actual;
  }
  return measures;
}

}  // namespace shelfcast::training
