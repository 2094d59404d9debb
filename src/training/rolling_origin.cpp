// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/training/rolling_origin.hpp"

#include "training/asking.hpp"
#include "training/backtest.hpp"
#include "training/contenders.hpp"
#include "training/served.hpp"
#include "training/tally.hpp"
#include "training/weeks.hpp"
#include "training/window.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>

namespace shelfcast::training {
namespace {

using domain::ScoredLevel;
using models::Grid;
using Grids = std::array<Grid, kLevels>;

constexpr int kWeek = 7;
constexpr double kServing = 0.85;  // of a window's work
constexpr double kWorst = std::numeric_limits<double>::infinity();
constexpr std::array kScoredLevels{ScoredLevel::product, ScoredLevel::category, ScoredLevel::marketplace};
constexpr std::array kLevelsAsked{domain::Level::product, domain::Level::category, domain::Level::marketplace};

std::optional<Error> misfit(const RollingOrigin& asked, const domain::Panel& now) {
  if (now.marketplace.grain != domain::Grain::week) return std::nullopt;
  for (const auto& [flag, days] : {std::pair{"--horizon", asked.horizon}, std::pair{"--step", asked.step}})
    if (days % kWeek != 0)
      return Error{Code::invalid, flag,
                   fmt::format("{} tells of weeks: ask for 7 days, 14, 21, ...", now.marketplace.key)};
  return std::nullopt;
}

Result<std::vector<Day>> origins_of(const RollingOrigin& asked, Day first, const domain::Panel& now) {
  const Day last = now.cut - asked.horizon;
  const int room = last - (first + (kLeastHistory - 1));
  const int possible = room < 0 ? 0 : room / asked.step + 1;
  if (possible < asked.windows)
    return fail(
        Code::invalid, now.marketplace.key,
        fmt::format("the history from {} to {} has room for {} windows of {} days, {} days apart, with {} days to "
                    "learn from before the first; {} were asked for",
                    format_day(first), format_day(now.cut), possible, asked.horizon, asked.step, kLeastHistory,
                    asked.windows));
  std::vector<Day> origins;
  for (int back = asked.windows - 1; back >= 0; --back) origins.push_back(last - asked.step * back);
  return origins;
}

Grid sums_of(const Grid& products, const std::vector<std::size_t>& group_of, std::size_t groups) {
  auto sums = models::make_grid(groups, products.columns);
  for (std::size_t p = 0; p < products.rows; ++p)
    for (std::size_t day = 0; day < products.columns; ++day) sums.at(group_of[p], day) += products.at(p, day);
  return sums;
}

/// A forecast as it would be served, at every level.
Grids at_all_levels(const Prediction& prediction, const Window& window) {
  const auto& panel = window.panels[0];
  auto units = models::make_grid(panel.products.size(), static_cast<std::size_t>(window.days));
  for (std::size_t p = 0; p < units.rows; ++p)
    for (std::size_t day = 0; prediction.speaks_of(p) && day < units.columns; ++day)
      units.at(p, day) = prediction.units(p, panel.products[p].category, day);
  auto categories = sums_of(units, window.truth[0].shelf, panel.categories.size());
  auto whole = sums_of(units, std::vector<std::size_t>(units.rows), 1);
  return {std::move(units), std::move(categories), std::move(whole)};
}

/// The frame that is as long as a horizon, if there is one: confidence is measured by frame, a month's on four weeks.
std::optional<Frame> frame_of(int days) {
  if (days == domain::Intervals::kStepsWithin) return Frame::month;
  const auto* const row = std::ranges::find(kFrames, days, &FrameRow::rolling_days);
  return row != kFrames.end() ? std::optional(row->frame) : std::nullopt;
}

Certainty certainty_of(const Served& served, domain::Level level, int days) {
  const auto frame = frame_of(days);
  const auto curve = std::ranges::find_if(
      served.confidence, [&](const auto& one) { return frame && one.frame == *frame && one.level == level; });
  return {served.intervals, level, curve != served.confidence.end() ? &*curve : nullptr};
}

/// All windows of one marketplace, one after the other.
class Rolling {
 public:
  Rolling(const RollingOrigin& asked, std::vector<Contender> contenders, runtime::Runtime& runtime)
      : asked_(asked), contenders_(std::move(contenders)), runtime_(runtime), tallies_(contenders_.size()) {}

  void add(const Window& window, const Progress& progress) {
    const auto served = serve_at_cut(window.panels[0], {.days = window.days, .certainty = true}, runtime_,
                                     [&](double part) { progress(kServing * part); });
    if (served) {
      add_served(window, *served);
    } else {
      bad_.push_back({window.panels[0].cut, std::string(kEnsemble), ScoredLevel::all, "", served.error().text()});
    }
    add_direct(window);
    progress(1);
  }

  void report_to(domain::BacktestReport& report) {
    for (std::size_t level = 0; level < kLevels; ++level) report_level(level, report.scores);
    report_hierarchy(report.scores);
    report.bad = std::move(bad_);
  }

 private:
  void count(std::size_t contender, std::size_t level, const Window& window, const Answer& answer,
             const Certainty* certainty = nullptr);
  void add_served(const Window& window, const Served& served);
  void add_direct(const Window& window);
  void report_level(std::size_t level, std::vector<domain::ModelScore>& scores) const;
  void report_hierarchy(std::vector<domain::ModelScore>& scores) const;

  const RollingOrigin& asked_;
  std::vector<Contender> contenders_;
  runtime::Runtime& runtime_;
  std::vector<std::array<Tally, kLevels>> tallies_;
  std::vector<domain::BadSeries> bad_;
};

void Rolling::count(std::size_t contender, std::size_t level, const Window& window, const Answer& answer,
                    const Certainty* certainty) {
  const auto& truth = window.truth[level];
  for (const auto& bad : answer.bad)
    bad_.push_back({window.panels[0].cut, std::string(contenders_[contender].name), kScoredLevels[level],
                    truth.ids[bad.row], bad.problem});
  tallies_[contender][level].add(truth, answer.units, {.step_days = window.step_days, .top = asked_.top}, certainty);
}

void Rolling::add_served(const Window& window, const Served& served) {
  for (std::size_t c = 0; c < contenders_.size(); ++c) {
    if (contenders_[c].is_direct()) continue;
    const bool is_ensemble = contenders_[c].model == nullptr;
    auto grids = at_all_levels(is_ensemble ? served.ensemble : served.of_shares.at(contenders_[c].name), window);
    for (std::size_t level = 0; level < kLevels; ++level) {
      const auto certainty = certainty_of(served, kLevelsAsked[level], window.days);
      count(c, level, window, with_bad_rows_marked(std::move(grids[level])), is_ensemble ? &certainty : nullptr);
    }
  }
}

void Rolling::add_direct(const Window& window) {
  std::vector<std::pair<std::size_t, std::size_t>> jobs;
  for (std::size_t c = 0; c < contenders_.size(); ++c)
    for (std::size_t level = 0; level < kLevels; ++level)
      if (contenders_[c].is_asked_at(level)) jobs.emplace_back(c, level);
  std::vector<Result<Answer>> answers(jobs.size());
  runtime_.parallel(jobs.size(), [&](std::size_t job) {
    const auto [contender, level] = jobs[job];
    answers[job] = ask_direct(*contenders_[contender].model, window.panels[level], window.days);
  });
  for (std::size_t job = 0; job < jobs.size(); ++job) {
    const auto [contender, level] = jobs[job];
    if (answers[job]) {
      count(contender, level, window, *answers[job]);
    } else {
      bad_.push_back({window.panels[0].cut, std::string(contenders_[contender].name), kScoredLevels[level], "",
                      answers[job].error().text()});
    }
  }
}

void Rolling::report_level(std::size_t level, std::vector<domain::ModelScore>& scores) const {
  std::optional<double> best;
  std::string rival;
  std::vector<domain::ModelScore> rows;
  for (std::size_t c = 0; c < contenders_.size(); ++c) {
    const auto& tally = tallies_[c][level];
    if (tally.forecasts() == 0) continue;
    auto measures = tally.measures();
    if (contenders_[c].is_rival && measures.wape && (!best || *measures.wape < *best)) {
      best = measures.wape;
      rival = contenders_[c].name;
    }
    if (contenders_[c].is_asked_for)
      rows.push_back({std::string(contenders_[c].name), kScoredLevels[level], tally.forecasts(), "", measures});
  }
  for (auto& row : rows) {
    row.rival = rival;
    if (best && *best > 0 && row.measures.wape) row.measures.skill = 1 - *row.measures.wape / *best;
  }
  std::ranges::stable_sort(rows, {}, [](const auto& row) { return row.measures.wape.value_or(kWorst); });
  std::ranges::move(rows, std::back_inserter(scores));
}

/// The mean over the levels of who was asked at all of them.
void Rolling::report_hierarchy(std::vector<domain::ModelScore>& scores) const {
  std::vector<domain::ModelScore> rows;
  for (std::size_t c = 0; c < contenders_.size(); ++c) {
    Mean weighted;
    std::uint64_t forecasts = 0;
    for (const auto& tally : tallies_[c]) {
      if (const auto of_level = tally.measures().wrmsse) weighted.add(*of_level);
      forecasts += tally.forecasts();
    }
    if (weighted.count < kLevels || !contenders_[c].is_asked_for) continue;
    domain::ErrorMeasures measures;
    measures.wrmsse = weighted.value();
    rows.push_back({std::string(contenders_[c].name), ScoredLevel::all, forecasts, "", measures});
  }
  std::ranges::stable_sort(rows, {}, [](const auto& row) { return *row.measures.wrmsse; });
  std::ranges::move(rows, std::back_inserter(scores));
}

}  // namespace

Result<domain::BacktestReport> roll_origin(const Past& past, const RollingOrigin& asked, runtime::Runtime& runtime,
                                           const Progress& progress) {
  const auto now = with_weeks_spread(past.now);
  if (const auto wrong = misfit(asked, now)) return std::unexpected(*wrong);
  auto contenders = contenders_of(asked.models);
  if (!contenders) return std::unexpected(contenders.error());
  const auto origins = origins_of(asked, past.first, now);
  if (!origins) return std::unexpected(origins.error());

  Rolling rolling(asked, std::move(*contenders), runtime);
  const auto count = static_cast<double>(origins->size());
  for (std::size_t i = 0; i < origins->size(); ++i) {
    const auto then = past.known_at((*origins)[i]);
    if (!then) return std::unexpected(then.error());
    const auto window = open_window(with_weeks_spread(*then), now, asked.horizon);
    rolling.add(window, [&](double part) { progress((static_cast<double>(i) + part) / count); });
  }
  domain::BacktestReport report{.marketplace = now.marketplace.key,
                                .horizon = asked.horizon,
                                .step = asked.step,
                                .top = asked.top,
                                .origins = *origins,
                                .scores = {},
                                .bad = {}};
  rolling.report_to(report);
  return report;
}

}  // namespace shelfcast::training
