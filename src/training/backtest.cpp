// SPDX-License-Identifier: Apache-2.0
#include "training/backtest.hpp"

#include "shelfcast/features/demand.hpp"
#include "shelfcast/models/model.hpp"
#include "shelfcast/training/train.hpp"
#include "training/earlier.hpp"
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
constexpr int kFarthest = 91;       // days that a stop of the walk foresees, where as many have come since
constexpr int kLeastForLong = 182;  // days to learn from before a long frame

constexpr std::size_t kStopsAtOnce = 4;  // of a walk: what their members say is held in memory together

constexpr std::size_t kHorizons = 2;
constexpr std::array<int, kHorizons> kHorizonDays{7, kMonth};

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

/// What happened after an origin, and what a unit was planned to cost.
struct Actuals {
  models::Grid prices;
  std::array<Sums, kHorizons> horizon;
  std::vector<Sums> day;
};

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

/// A forecast of an origin: its units, and what a unit was planned to cost.
struct Foreseen {
  Day origin;
  const models::Grid& prices;
  const UnitsOf& units;
};

/// One foreseen period beside what happened, at both levels.
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

UnitsOf units_of(const domain::Panel& panel, const Prediction& prediction) {
  return [&](std::size_t p, std::size_t day) { return prediction.units(p, panel.products[p].category, day); };
}

/// The panel of a marketplace at all its levels.
struct Levels {
  const domain::Panel& products;
  features::Demand demand;  ///< for products
  domain::Panel categories;
  domain::Panel whole;
};

/// What everybody says at an origin, and what came.
struct Stop {
  SaidAt said;
  Actuals actuals;
  Prediction prediction;  ///< as the blend of that time had it
};

Levels levels_of(const domain::Panel& panel) {
  return {panel, features::Demand(panel), panel_of_categories(panel), panel_of_whole(panel)};
}

Result<Stop> listen_at(const Levels& panels, Day origin, const ProductBlobs& fit) {
  Stop stop{.said = {.origin = origin, .products = {}, .categories = {}, .whole = {}, .blended = {}},
            .actuals = actuals_after(panels.products, origin),
            .prediction = {}};
  const int days = origin + kFarthest <= panels.products.cut ? kFarthest : kMonth;
  auto categories = words_of_groups(panels.categories, origin, days);
  if (!categories) return std::unexpected(categories.error());
  stop.said.categories = std::move(*categories);
  auto whole = words_of_groups(panels.whole, origin, days);
  if (!whole) return std::unexpected(whole.error());
  stop.said.whole = std::move(*whole);
  const auto restock = Restock::learnt(panels.products, origin);
  for (std::size_t band = 0; band < stop.said.products.size(); ++band) {
    const auto slices = slices_of(domain::kBands[band], days);
    if (slices.empty()) break;
    auto words = shares_of_products({fit, restock}, panels.demand.panel(), origin, band, slices);
    if (!words) return std::unexpected(words.error());
    stop.said.products[band] = std::move(*words);
  }
  return stop;
}

void put_together(Stop& stop, const Blend& blend, const domain::Panel& panel) {
  stop.said.blended = blended_totals(stop.said.categories, blend, panel);
  stop.prediction = make_prediction(panel, static_cast<int>(stop.said.blended.columns));
  stop.prediction.totals = stop.said.blended;
  scale_days(stop.prediction.totals, whole_over_parts(stop.said.whole, stop.said.blended, blend));
  for (std::size_t band = 0; band < stop.said.products.size() && !stop.said.products[band].empty(); ++band)
    put_shares(blended_shares(stop.said.products[band], blend.products[band], panel), band, stop.prediction);
}

/// How a stop's forecast did.
struct Judged {
  Scores scores;
  Outcomes outcomes;
  RunPairs runs;
};

void add_all_runs(const Levels& panels, Day origin, const Prediction& prediction, RunPairs& runs) {
  const auto units = units_of(panels.products, prediction);
  const auto days = static_cast<int>(prediction.totals.columns);
  add_runs(panels.products, {origin, days, units}, domain::Level::product, runs);
  add_group_runs(panels.categories, panels.whole, origin, prediction.totals, runs);
}

Judged judge(const Levels& panels, const Stop& stop) {
  Judged judged;
  const auto& panel = panels.products;
  const auto units = units_of(panel, stop.prediction);
  add_scores(panel, stop.actuals, units, judged.scores);
  add_short_frames(panel, {stop.said.origin, stop.actuals.prices, units}, judged.outcomes);
  add_all_runs(panels, stop.said.origin, stop.prediction, judged.runs);
  return judged;
}

Result<Scores> score_naive(const models::Model& model, const domain::Panel& panel, const Stop& stop) {
  const auto grid = ask_direct_days(model, panel, stop.said.origin, kMonth);
  if (!grid) return std::unexpected(grid.error());
  Scores scores;
  add_scores(panel, stop.actuals, [&](std::size_t p, std::size_t day) { return grid->at(p, day); }, scores);
  return scores;
}

/// Of one origin or of several, one after the other.
struct Measured {
  Scores ours;
  std::array<Scores, kRivals.size()> rivals;
  Outcomes outcomes;
  RunPairs runs;
};

Result<> measure(const Levels& panels, const Stop& stop, Measured& measured) {
  auto judged = judge(panels, stop);
  measured.ours = judged.scores;
  measured.outcomes = std::move(judged.outcomes);
  measured.runs = std::move(judged.runs);
  for (std::size_t r = 0; r < kRivals.size(); ++r) {
    const auto scores = score_naive(*models::find_model(kRivals[r]), panels.products, stop);
    if (!scores) return std::unexpected(scores.error());
    measured.rivals[r] = *scores;
  }
  return {};
}

void add(Measured& sum, Measured&& more) {
  sum.ours.add(more.ours);
  for (std::size_t r = 0; r < kRivals.size(); ++r) sum.rivals[r].add(more.rivals[r]);
  for (auto& [frame, outcomes] : more.outcomes) {
    auto& all = sum.outcomes[frame];
    all.insert(all.end(), outcomes.begin(), outcomes.end());
  }
  join(sum.runs, std::move(more.runs));
}

/// The week after one origin, by the contest_error of each. Weeks of different origins do not overlap: what is paired
/// may not.
void add_week(Day origin, const Measured& of_origin, domain::Contest& contest) {
  const auto error = [](const Scores& scores) { return scores.product[0].rate() + scores.category[0].rate(); };
  contest.periods.push_back(origin + 1);
  contest.errors[std::string(kModelKind)].push_back(error(of_origin.ours));
  for (std::size_t r = 0; r < kRivals.size(); ++r)
    contest.errors[std::string(kRivals[r])].push_back(error(of_origin.rivals[r]));
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

/// Near runs are left out: a fit of the far band alone says less of them than the one that will serve.
RunPairs far_runs_of_products(const domain::Panel& panel, const Outlook& outlook) {
  RunPairs runs;
  add_runs(panel, outlook, domain::Level::product, runs);
  std::erase_if(runs, [](const auto& run) { return run.first.second < kFarthest; });
  return runs;
}

/// What members of products had learnt, and when: a walk begins there.
struct Departure {
  Day fitted_at;
  const ProductBlobs& fit;
};

/// Told of some stops at a time, in their order.
using Visit = std::function<Result<>(std::span<const Result<Stop>> stops)>;

/// Goes from stop to stop, each blended by what those before it had taught by then, to what all of them teach.
Result<Lessons> walk(const Levels& panels, const Departure& from, runtime::Runtime& runtime, const Visit& visit) {
  const auto& panel = panels.products;
  const auto origins = weekly_from(from.fitted_at, panel.cut);
  Lessons lessons;
  for (std::size_t first = 0; first < origins.size(); first += kStopsAtOnce) {
    const std::size_t count = std::min(kStopsAtOnce, origins.size() - first);
    std::vector<Result<Stop>> stops(count);
    runtime.parallel(count, [&](std::size_t i) { stops[i] = listen_at(panels, origins[first + i], from.fit); });
    for (auto& stop : stops) {
      if (!stop) return std::unexpected(stop.error());
      put_together(*stop, lessons.blend_at(stop->said.origin, panel), panel);
      lessons.add(stop->said, panel, stop->actuals.day);
    }
    if (const auto visited = visit(stops); !visited) return std::unexpected(visited.error());
  }
  return lessons;
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
  Measured measured;
  domain::Contest contest;
  const auto panels = levels_of(panel);
  const auto visit = [&](std::span<const Result<Stop>> stops) -> Result<> {
    std::vector<Measured> parts(stops.size());
    std::vector<Result<>> outcomes(stops.size());
    runtime.parallel(stops.size(), [&](std::size_t i) { outcomes[i] = measure(panels, *stops[i], parts[i]); });
    for (std::size_t i = 0; i < stops.size(); ++i) {
      if (!outcomes[i]) return outcomes[i];
      add_week(stops[i]->said.origin, parts[i], contest);
      add(measured, std::move(parts[i]));
    }
    return {};
  };
  const auto lessons = walk(panels, {fitted_at, fit}, runtime, visit);
  if (!lessons) return std::unexpected(lessons.error());
  std::size_t best = 0;
  for (std::size_t r = 1; r < kRivals.size(); ++r)
    if (measured.rivals[r].regret() < measured.rivals[best].regret()) best = r;
  auto blend = lessons->blend_at(panel.cut, panel);
  auto earlier = earlier_runs_of_groups(panel, fitted_at, blend, runtime);
  if (!earlier) return std::unexpected(earlier.error());
  join(measured.runs, std::move(*earlier));
  return Backtest{.rival = std::string(kRivals[best]),
                  .accuracy = accuracy_of(measured.ours, measured.rivals[best]),
                  .outcomes = std::move(measured.outcomes),
                  .runs = std::move(measured.runs),
                  .blend = std::move(blend),
                  .contest = std::move(contest)};
}

Result<Blend> blend_of_last_weeks(const domain::Panel& panel, Day fitted_at, const ProductBlobs& fit,
                                  runtime::Runtime& runtime) {
  const auto lessons = walk(levels_of(panel), {fitted_at, fit}, runtime, [](auto) { return Result<>(); });
  if (!lessons) return std::unexpected(lessons.error());
  return lessons->blend_at(panel.cut, panel);
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
                    .whole_over_parts = std::move(factors),
                    .restock = Restock::learnt(panel, origin),
                    .intervals = {}};
}

Result<> add_long_frame(const domain::Panel& panel, Day origin, const ProductBlobs& fit, Frame frame,
                        Backtest& backtest) {
  const int days = panel.cut - origin;
  const auto parameters = complete(panel, origin, fit, prior_blend(), days);
  if (!parameters) return std::unexpected(parameters.error());
  const auto prediction = predict(*parameters, panel, {origin, days});
  if (!prediction) return std::unexpected(prediction.error());
  const auto prices = planned_prices(panel, origin, days);
  const auto units = units_of(panel, *prediction);
  add_period(panel, {origin, prices, units}, {"", 1, days}, frame, backtest.outcomes);
  if (days > kLastWeeks) join(backtest.runs, far_runs_of_products(panel, {origin, days, units}));
  return {};
}

}  // namespace shelfcast::training
