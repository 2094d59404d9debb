// SPDX-License-Identifier: Apache-2.0
#include "training/tally.hpp"

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
  [[nodiscard]] bool is_young() const { return row < truth.young.size() && truth.young[row]; }
  [[nodiscard]] double units(std::size_t day) const { return is_known() ? said.at(row, day) : 0; }
  [[nodiscard]] double came() const {
    double sum = 0;
    for (std::size_t day = 0; day < truth.units.columns; ++day) sum += truth.units.at(row, day);
    return sum;
  }
  [[nodiscard]] double foreseen() const {
    double sum = 0;
    for (std::size_t day = 0; day < truth.units.columns; ++day) sum += units(day);
    return sum;
  }
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

void Tally::add_total(const Total& total) {
  const double error = total.foreseen - total.came;
  rate_.add({.error = std::abs(error), .actual = total.came});
  foreseen_ += total.foreseen;
  absolute_.add(std::abs(error));
  square_.add(error * error);
  if (total.came > 0) percentage_.add(std::abs(error) / total.came);
}

void Tally::add_interval(const Total& total, const Certainty& certainty) {
  const auto interval = certainty.intervals.of_total({certainty.level, total.young}, total.days, total.foreseen);
  if (!interval) return;
  held_.add(*interval, total.came);
  widths_.add(interval->of_80.high - interval->of_80.low);
}

void Tally::add_confidence(double amount, bool hit, const Certainty& certainty) {
  if (certainty.confidence == nullptr) return;
  constexpr double kMinorPerUnit = static_cast<double>(kMicro) / static_cast<double>(kMicroPerMinor);
  const auto chance = domain::confidence_of(certainty.confidence->bins, to_micro(amount / kMinorPerUnit));
  if (chance) held_.confidence.add(*chance, hit);
}

void Tally::add(const LevelTruth& truth, const models::Grid& said, const Lens& lens, const Certainty* certainty) {
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
    const Total total{row.foreseen(), row.came(), static_cast<int>(truth.units.columns), row.is_young()};
    add_total(total);
    amounts[s] = row.amount();
    const bool hit = domain::is_hit(total.foreseen, amounts[s], truth.amount[s]);
    if (total.foreseen > 0 || total.came > 0) hits_.add(hit ? 1 : 0);
    if (certainty != nullptr && total.foreseen > 0) {
      add_interval(total, *certainty);
      add_confidence(amounts[s], hit, *certainty);
    }
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
                                 .coverage_80 = held_.coverage_80(),
                                 .coverage_95 = held_.coverage_95(),
                                 .width_80 = widths_.value(),
                                 .calibration = held_.confidence.calibration_error()};
  if (measures.rmse) measures.rmse = std::sqrt(*measures.rmse);
  if (rate_.actual > 0) {
    measures.wape = rate_.rate();
    measures.bias = (foreseen_ - rate_.actual) / rate_.actual;
  }
  return measures;
}

}  // namespace shelfcast::training
