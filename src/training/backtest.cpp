// SPDX-License-Identifier: Apache-2.0
#include "training/backtest.hpp"

#include "shelfcast/models/model.hpp"
#include "shelfcast/training/train.hpp"
#include "training/earlier.hpp"
#include "training/groups.hpp"
#include "training/imported_blob.hpp"
#include "training/sellers.hpp"
#include "training/walk.hpp"

#include <algorithm>
#include <array>

namespace shelfcast::training {
namespace {

constexpr int kLastWeeks = 112;
constexpr int kLeastForLong = 182;  // days to learn from before a long frame

UnitsOf units_of(const domain::Panel& panel, const Prediction& prediction) {
  return [&](std::size_t p, std::size_t day) { return prediction.units(p, panel.products[p].category, day); };
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
  std::map<std::string, Scores> challengers;  ///< of one origin: those who had not seen it
  Outcomes outcomes;
  RunPairs runs;
};

/// By its shares of the month after a stop, and the ensemble's totals.
Result<Scores> score_challenger(const Challenger& challenger, const Levels& panels, const Stop& stop,
                                Attendance& attendance) {
  const auto& panel = panels.products;
  const auto imported = parse_imported(challenger.blob);
  if (!imported) return std::unexpected(imported.error());
  auto prediction = make_prediction(panel, kMonth);
  prediction.totals = models::make_grid(stop.prediction.totals.rows, kMonth);
  for (std::size_t c = 0; c < prediction.totals.rows; ++c)
    for (std::size_t day = 0; day < kMonth; ++day) prediction.totals.at(c, day) = stop.prediction.totals.at(c, day);
  const auto restock = Restock::learnt(panel, stop.said.origin);
  const Sharing sharing{imported->trees, restock, panels.demand.panel(), stop.said.origin};
  if (auto shared = share_out(sharing, prediction, attendance); !shared) return std::unexpected(shared.error());
  Scores scores;
  add_scores(panel, stop.actuals, units_of(panel, prediction), scores);
  return scores;
}

Result<> measure(const Levels& panels, const Stop& stop, const Fitting& fitting, Measured& measured) {
  auto judged = judge(panels, stop);
  measured.ours = judged.scores;
  measured.outcomes = std::move(judged.outcomes);
  measured.runs = std::move(judged.runs);
  for (std::size_t r = 0; r < kRivals.size(); ++r) {
    const auto scores = score_naive(*models::find_model(kRivals[r]), panels.products, stop);
    if (!scores) return std::unexpected(scores.error());
    measured.rivals[r] = *scores;
  }
  for (const auto& challenger : fitting.challengers) {
    if (challenger.seen > stop.said.origin) continue;
    // One that fails is not measured, and keeps nobody else from being.
    if (const auto scores = score_challenger(challenger, panels, stop, fitting.attendance))
      measured.challengers[challenger.version] = *scores;
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
  contest.periods.push_back(origin + 1);
  contest.errors[std::string(kModelKind)].push_back(error_of_week(of_origin.ours));
  for (std::size_t r = 0; r < kRivals.size(); ++r)
    contest.errors[std::string(kRivals[r])].push_back(error_of_week(of_origin.rivals[r]));
}

/// Near runs are left out: a fit of the far band alone says less of them than the one that will serve.
RunPairs far_runs_of_products(const domain::Panel& panel, const Outlook& outlook) {
  RunPairs runs;
  add_runs(panel, outlook, domain::Level::product, runs);
  std::erase_if(runs, [](const auto& run) { return run.first.second < kFarthest; });
  return runs;
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
                                 const Fitting& fitting) {
  Measured measured;
  domain::Contest contest;
  std::map<std::string, domain::Contest> challenges;
  const auto panels = levels_of(panel);
  const auto visit = [&](std::span<const Result<Stop>> stops) -> Result<> {
    std::vector<Measured> parts(stops.size());
    std::vector<Result<>> outcomes(stops.size());
    fitting.runtime.parallel(stops.size(),
                             [&](std::size_t i) { outcomes[i] = measure(panels, *stops[i], fitting, parts[i]); });
    for (std::size_t i = 0; i < stops.size(); ++i) {
      if (!outcomes[i]) return outcomes[i];
      const Day origin = stops[i]->said.origin;
      add_week(origin, parts[i], contest);
      for (const auto& [version, scores] : parts[i].challengers) {
        add_week(origin, parts[i], challenges[version]);
        challenges[version].errors[version].push_back(error_of_week(scores));
      }
      add(measured, std::move(parts[i]));
    }
    return {};
  };
  const auto lessons = walk(panels, {fitted_at, fit}, fitting, visit);
  if (!lessons) return std::unexpected(lessons.error());
  std::size_t best = 0;
  for (std::size_t r = 1; r < kRivals.size(); ++r)
    if (measured.rivals[r].regret() < measured.rivals[best].regret()) best = r;
  auto blend = lessons->blend_at(panel.cut, panel);
  auto earlier = earlier_runs_of_groups(panel, fitted_at, blend, fitting);
  if (!earlier) return std::unexpected(earlier.error());
  join(measured.runs, std::move(*earlier));
  return Backtest{.rival = std::string(kRivals[best]),
                  .accuracy = accuracy_of(measured.ours, measured.rivals[best]),
                  .outcomes = std::move(measured.outcomes),
                  .runs = std::move(measured.runs),
                  .blend = std::move(blend),
                  .contest = std::move(contest),
                  .challenges = std::move(challenges)};
}

Result<Blend> blend_of_last_weeks(const domain::Panel& panel, Day fitted_at, const ProductBlobs& fit,
                                  const Fitting& fitting) {
  const auto lessons = walk(levels_of(panel), {fitted_at, fit}, fitting, [](auto) { return Result<>(); });
  if (!lessons) return std::unexpected(lessons.error());
  return lessons->blend_at(panel.cut, panel);
}

Result<Parameters> complete(const domain::Panel& panel, const Ahead& ahead, Fitted fitted, Attendance& attendance) {
  const auto of_categories = panel_of_categories(panel);
  const auto of_whole = panel_of_whole(panel);
  auto categories = fit_groups(kOfGroups, of_categories, ahead.origin, attendance);
  auto whole = fit_groups(kOfGroups, of_whole, ahead.origin, attendance);
  const auto words = totals_of_groups({kOfGroups, categories}, of_categories, ahead, attendance);
  if (!words) return std::unexpected(words.error());
  auto words_of_whole = totals_of_groups({kOfGroups, whole}, of_whole, ahead, attendance);
  if (!words_of_whole) return std::unexpected(words_of_whole.error());
  const auto totals = blended_totals(*words, fitted.blend, panel);
  Parameters parameters{.products = std::move(fitted.products),
                        .categories = std::move(categories),
                        .whole = std::move(whole),
                        .blend = std::move(fitted.blend),
                        .whole_over_parts = {},
                        .sellers_over_parts = {},
                        .restock = Restock::learnt(panel, ahead.origin),
                        .intervals = {},
                        .left_out = {}};
  parameters.whole_over_parts = whole_over_parts({std::move(*words_of_whole), sum_of_rows(totals)}, parameters.blend);
  return parameters;
}

Result<Parameters> complete_with_sellers(const domain::Panel& panel, const Ahead& ahead, Fitted fitted,
                                         const Listening& listening) {
  auto parameters = complete(panel, ahead, std::move(fitted), listening.attendance);
  const auto sellers = sellers_of(panel);
  if (!parameters || sellers.none()) return parameters;
  const Ahead near{ahead.origin, std::min(ahead.days, kFarthest)};
  const auto prediction = predict(*parameters, panel, near, listening);
  if (!prediction) return std::unexpected(prediction.error());
  auto words = words_of_groups(kOfSellers, sellers.panel, near, listening.attendance);
  if (!words) return std::unexpected(words.error());
  const SaidOfGroups said{std::move(*words), sums_of_sellers(sellers, panel, *prediction)};
  parameters->sellers_over_parts = sellers_over_parts(sellers, said, parameters->blend, *prediction);
  return parameters;
}

Result<> add_long_frame(const domain::Panel& panel, const ProductBlobs& fit, const LongFrame& long_frame,
                        Backtest& backtest) {
  const auto& [frame, origin, listening] = long_frame;
  const int days = panel.cut - origin;
  const auto parameters = complete(panel, {origin, days}, {fit, prior_blend()}, listening.attendance);
  if (!parameters) return std::unexpected(parameters.error());
  const auto prediction = predict(*parameters, panel, {origin, days}, listening);
  if (!prediction) return std::unexpected(prediction.error());
  const auto prices = planned_prices(panel, origin, days);
  const auto units = units_of(panel, *prediction);
  add_period(panel, {origin, prices, units}, {"", 1, days}, frame, backtest.outcomes);
  if (days > kLastWeeks) join(backtest.runs, far_runs_of_products(panel, {origin, days, units}));
  return {};
}

}  // namespace shelfcast::training
