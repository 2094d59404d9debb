// SPDX-License-Identifier: Apache-2.0
#include "training/backtest.hpp"

#include "shelfcast/models/model.hpp"
#include "training/fit.hpp"
#include "training/prediction.hpp"

#include <algorithm>
#include <array>

namespace shelfcast::training {
namespace {

constexpr int kLastWeeks = 56;
constexpr int kMonth = 28;          // whole weeks, so that no weekday weighs more than another
constexpr int kLeastHistory = 56;   // days to learn from before the last weeks,
constexpr int kLeastForLong = 182;  // and before a long frame

constexpr std::size_t kHorizons = 2;
constexpr std::array<int, kHorizons> kHorizonDays{7, kMonth};

/// How a forecast did, gathered over origins.
struct Scores {
  std::array<ErrorRate, kHorizons> product;
  std::array<ErrorRate, kHorizons> category;
  std::array<double, kHorizons> ndcg{};
  std::array<int, kHorizons> ranked{};
  ErrorRate category_day;

  /// What the best of rivals is chosen by: totals by product and by month, and whether days are in the right place.
  [[nodiscard]] double regret() const { return product[1].rate() + category_day.rate(); }
};

/// What happened after an origin.
struct Actuals {
  std::array<Sums, kHorizons> horizon;
  std::vector<Sums> day;
};

Actuals actuals_after(const domain::Panel& panel, Day origin) {
  Actuals actuals;
  for (std::size_t h = 0; h < kHorizons; ++h) actuals.horizon[h] = sold(panel, origin + 1, origin + kHorizonDays[h]);
  for (int step = 1; step <= kMonth; ++step) actuals.day.push_back(sold(panel, origin + step, origin + step));
  return actuals;
}

void add_scores(const domain::Panel& panel, Day origin, const Actuals& actuals, const UnitsOf& units, Scores& scores) {
  for (std::size_t h = 0; h < kHorizons; ++h) {
    const auto foreseen = expected(panel, origin, 1, kHorizonDays[h], units);
    const auto& actual = actuals.horizon[h];
    scores.product[h].add(foreseen.units, actual.units);
    scores.category[h].add(by_category(panel, foreseen).units, by_category(panel, actual).units);
    if (const auto ndcg = ndcg_at_10(panel, foreseen, actual)) {
      scores.ndcg[h] += *ndcg;
      ++scores.ranked[h];
    }
  }
  for (int step = 1; step <= kMonth; ++step) {
    const auto foreseen = expected(panel, origin, step, step, units);
    const auto& actual = actuals.day[static_cast<std::size_t>(step) - 1];
    scores.category_day.add(by_category(panel, foreseen).units, by_category(panel, actual).units);
  }
}

/// One foreseen period beside what happened, at both levels.
void add_period(const domain::Panel& panel, Day origin, const domain::Band& days, Frame frame, const UnitsOf& units,
                Outcomes& outcomes) {
  const auto foreseen = expected(panel, origin, days.first_step, days.last_step, units);
  const auto actual = sold(panel, origin + days.first_step, origin + days.last_step);
  add_outcomes(foreseen, actual, outcomes[{frame, domain::Level::product}]);
  add_outcomes(by_category(panel, foreseen), by_category(panel, actual), outcomes[{frame, domain::Level::category}]);
}

void add_short_frames(const domain::Panel& panel, Day origin, const UnitsOf& units, Outcomes& outcomes) {
  for (int step = 1; step <= kMonth; ++step) add_period(panel, origin, {"", step, step}, Frame::day, units, outcomes);
  for (int step = 1; step <= kMonth; step += 7)
    add_period(panel, origin, {"", step, step + 6}, Frame::week, units, outcomes);
  add_period(panel, origin, {"", 1, kMonth}, Frame::month, units, outcomes);
}

UnitsOf units_of(const domain::Panel& panel, const Prediction& prediction) {
  return [&](std::size_t p, std::size_t day) { return prediction.units(p, panel.products[p].category, day); };
}

Result<Prediction> predict_last_weeks(const domain::Panel& panel, Day origin, Parameters fit) {
  for (std::size_t band = 0; band < kBandCount && domain::kBands[band].first_step <= kMonth; ++band) {
    auto total = fit_total(panel, origin, band);
    if (!total) return std::unexpected(total.error());
    fit.bands[band].total = std::move(*total);
  }
  return predict(fit, panel, origin, kMonth);
}

Result<Scores> score_naive(const models::Model& model, const domain::Panel& panel, std::span<const Day> origins,
                           std::span<const Actuals> actuals) {
  const domain::FeatureMatrix no_matrix;
  const domain::FeatureBlock no_block;
  const domain::Band days{"", 1, kMonth};
  Scores scores;
  for (std::size_t i = 0; i < origins.size(); ++i) {
    const auto blob = model.fit({panel, origins[i], days, no_matrix});
    if (!blob) return std::unexpected(blob.error());
    const auto grid = model.predict(*blob, {panel, origins[i], days, no_block});
    if (!grid) return std::unexpected(grid.error());
    add_scores(panel, origins[i], actuals[i], [&](std::size_t p, std::size_t day) { return grid->at(p, day); }, scores);
  }
  return scores;
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

std::vector<Day> weekly_from(Day first, Day cut) {
  std::vector<Day> origins;
  for (Day at = first; at + kMonth <= cut; at = at + 7) origins.push_back(at);
  return origins;
}

}  // namespace

std::optional<Day> last_weeks_origin(const domain::Panel& panel) {
  for (const int days : {kLastWeeks, kMonth}) {
    const Day origin = panel.cut - days;
    if (origin - panel.first + 1 >= kLeastHistory) return origin;
  }
  return std::nullopt;
}

std::optional<Day> long_frame_origin(const domain::Panel& panel, Frame frame) {
  const int days = kFrames[static_cast<std::size_t>(frame)].rolling_days;
  const Day origin = panel.cut - days;
  return origin - panel.first + 1 >= std::max(kLeastForLong, days) ? std::optional(origin) : std::nullopt;
}

Result<Backtest> score_last_weeks(const domain::Panel& panel, Day fitted_at, const Parameters& fit,
                                  runtime::Runtime& runtime) {
  const auto origins = weekly_from(fitted_at, panel.cut);
  std::vector<Result<Prediction>> predictions(origins.size());
  std::vector<Actuals> actuals(origins.size());
  runtime.parallel(origins.size(), [&](std::size_t i) {
    predictions[i] = predict_last_weeks(panel, origins[i], fit);
    actuals[i] = actuals_after(panel, origins[i]);
  });
  Backtest backtest;
  Scores ours;
  for (std::size_t i = 0; i < origins.size(); ++i) {
    if (!predictions[i]) return std::unexpected(predictions[i].error());
    const auto units = units_of(panel, *predictions[i]);
    add_scores(panel, origins[i], actuals[i], units, ours);
    add_short_frames(panel, origins[i], units, backtest.outcomes);
  }
  std::optional<Scores> best;
  for (const models::Model* model : models::every_model()) {
    if (model->role() != models::Role::direct) continue;
    const auto scores = score_naive(*model, panel, origins, actuals);
    if (!scores) return std::unexpected(scores.error());
    if (best && best->regret() <= scores->regret()) continue;
    best = *scores;
    backtest.rival = model->name();
  }
  backtest.accuracy = accuracy_of(ours, *best);
  return backtest;
}

Result<> add_long_frame(const domain::Panel& panel, Day origin, const Parameters& fit, Frame frame,
                        Outcomes& outcomes) {
  const int days = panel.cut - origin;
  const auto prediction = predict(fit, panel, origin, days);
  if (!prediction) return std::unexpected(prediction.error());
  add_period(panel, origin, {"", 1, days}, frame, units_of(panel, *prediction), outcomes);
  return {};
}

}  // namespace shelfcast::training
