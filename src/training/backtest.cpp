// SPDX-License-Identifier: Apache-2.0
#include "training/backtest.hpp"

#include "shelfcast/models/model.hpp"
#include "training/fit.hpp"
#include "training/groups.hpp"
#include "training/lessons.hpp"
#include "training/prediction.hpp"

#include <algorithm>
#include <array>

namespace shelfcast::training {
namespace {

constexpr int kLastWeeks = 112;
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

/// What everybody says at an origin of the walk, and the blend of it as it would have been then.
struct Stop {
  SaidAt said;
  Prediction prediction;
};

Result<Words> words_of_groups(const domain::Panel& groups, Day origin, int days) {
  const auto fits = fit_groups(groups, origin);
  if (!fits) return std::unexpected(fits.error());
  return totals_of_groups(*fits, groups, origin, days);
}

/// The panel of a marketplace at all its levels.
struct Levels {
  const domain::Panel& products;
  domain::Panel categories;
  domain::Panel whole;
};

Result<Stop> stop_at(const Levels& panels, Day origin, const ProductBlobs& fit, const Blend& blend,
                     runtime::Runtime& runtime) {
  Stop stop{.said = {.origin = origin, .products = {}, .categories = {}, .whole = {}, .blended = {}},
            .prediction = make_prediction(panels.products, kMonth)};
  auto& said = stop.said;
  auto categories = words_of_groups(panels.categories, origin, kMonth);
  if (!categories) return std::unexpected(categories.error());
  said.categories = std::move(*categories);
  auto whole = words_of_groups(panels.whole, origin, kMonth);
  if (!whole) return std::unexpected(whole.error());
  said.whole = std::move(*whole);
  said.blended = blended_totals(said.categories, blend, panels.products);
  stop.prediction.totals = said.blended;
  scale_days(stop.prediction.totals, whole_over_parts(said.whole, said.blended, blend));
  const Each each = [&](std::size_t count, const auto& work) { runtime.parallel(count, work); };
  for (std::size_t band = 0; band < said.products.size(); ++band) {
    auto words = shares_of_products(fit, panels.products, origin, band, slices_of(domain::kBands[band], kMonth), each);
    if (!words) return std::unexpected(words.error());
    said.products[band] = std::move(*words);
    put_shares(blended_shares(said.products[band], blend.products[band], panels.products), band, stop.prediction);
  }
  return stop;
}

Result<Scores> score_naive(const models::Model& model, const domain::Panel& panel, std::span<const Day> origins,
                           std::span<const Actuals> actuals) {
  const domain::FeatureMatrix no_matrix;
  const domain::FeatureBlock no_block;
  const domain::Band days{"", 1, kMonth};
  std::vector<domain::Band> each_day;
  for (int step = 1; step <= kMonth; ++step) each_day.push_back({"", step, step});
  Scores scores;
  for (std::size_t i = 0; i < origins.size(); ++i) {
    const auto blob = model.fit({panel, origins[i], days, no_matrix});
    if (!blob) return std::unexpected(blob.error());
    const auto grid = model.predict(*blob, {panel, origins[i], each_day, no_block});
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
  for (const int days : {kLastWeeks, kLastWeeks / 2, kMonth}) {
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

Result<Backtest> walk_last_weeks(const domain::Panel& panel, Day fitted_at, const ProductBlobs& fit,
                                 runtime::Runtime& runtime) {
  const auto origins = weekly_from(fitted_at, panel.cut);
  const Levels panels{panel, panel_of_categories(panel), panel_of_whole(panel)};
  std::vector<Actuals> actuals;
  Backtest backtest;
  Scores ours;
  Lessons lessons;
  for (const Day origin : origins) {
    const auto stop = stop_at(panels, origin, fit, lessons.blend_at(origin, panel), runtime);
    if (!stop) return std::unexpected(stop.error());
    actuals.push_back(actuals_after(panel, origin));
    const auto units = units_of(panel, stop->prediction);
    add_scores(panel, origin, actuals.back(), units, ours);
    add_short_frames(panel, origin, units, backtest.outcomes);
    lessons.add(stop->said, panel);
  }
  std::optional<Scores> best;
  for (const std::string_view name : kRivals) {
    const auto scores = score_naive(*models::find_model(name), panel, origins, actuals);
    if (!scores) return std::unexpected(scores.error());
    if (best && best->regret() <= scores->regret()) continue;
    best = *scores;
    backtest.rival = name;
  }
  backtest.accuracy = accuracy_of(ours, *best);
  backtest.blend = lessons.blend_at(panel.cut, panel);
  return backtest;
}

Result<Parameters> complete(const domain::Panel& panel, Day origin, ProductBlobs products, Blend blend, int days) {
  const auto of_categories = panel_of_categories(panel);
  const auto of_whole = panel_of_whole(panel);
  auto categories = fit_groups(of_categories, origin);
  if (!categories) return std::unexpected(categories.error());
  auto whole = fit_groups(of_whole, origin);
  if (!whole) return std::unexpected(whole.error());
  const auto words = totals_of_groups(*categories, of_categories, origin, days);
  if (!words) return std::unexpected(words.error());
  const auto words_of_whole = totals_of_groups(*whole, of_whole, origin, days);
  if (!words_of_whole) return std::unexpected(words_of_whole.error());
  auto factors = whole_over_parts(*words_of_whole, blended_totals(*words, blend, panel), blend);
  return Parameters{.products = std::move(products),
                    .categories = std::move(*categories),
                    .whole = std::move(*whole),
                    .blend = std::move(blend),
                    .whole_over_parts = std::move(factors)};
}

Result<> add_long_frame(const domain::Panel& panel, Day origin, const ProductBlobs& fit, Frame frame,
                        Outcomes& outcomes) {
  const int days = panel.cut - origin;
  const auto parameters = complete(panel, origin, fit, prior_blend(), days);
  if (!parameters) return std::unexpected(parameters.error());
  const auto prediction = predict(*parameters, panel, origin, days);
  if (!prediction) return std::unexpected(prediction.error());
  add_period(panel, origin, {"", 1, days}, frame, units_of(panel, *prediction), outcomes);
  return {};
}

}  // namespace shelfcast::training
