// SPDX-License-Identifier: Apache-2.0
#include "models/seasonal/total.hpp"

#include "models/blob.hpp"
#include "models/seasonal/level.hpp"
#include "shelfcast/base/exact_math.hpp"

#include <algorithm>
#include <cmath>

namespace shelfcast::models {
namespace {

constexpr std::string_view kMagic = "total2";
constexpr int kTrialOrigins = 8;   // weekly, the newest just far enough back to be scored
constexpr int kLongestTrial = 91;  // days ahead that are scored
constexpr int kLeastHistory = 70;  // days before the first trial
constexpr int kSharpness = 4;      // a candidate with twice the error weighs 2^-4: few trials tell little

using Weights = std::array<double, kCandidates>;

/// One category's fit: what each of the three kinds of candidates adds, already weighted.
struct Fitted {
  SeasonalShape shape;
  double plain = 0;
  double seasonal = 0;
  std::array<double, 7> weekday_mean{};
};

struct Shapes {
  std::vector<SeasonalShape> of_category;
};

Shapes learn_shapes(const std::vector<Series>& series, std::size_t days, Day first, const DayKinds& kinds) {
  Series whole(days);
  for (const auto& one : series)
    for (std::size_t i = 0; i < days; ++i) whole[i] += one[i];
  const auto market = learn_shape(whole, first, kinds, {flat_shape(kinds), kMarketplaceRidge});
  Shapes shapes;
  for (const auto& one : series)
    shapes.of_category.push_back(learn_shape(Series(one.begin(), one.begin() + static_cast<std::ptrdiff_t>(days)),
                                             first, kinds, {market, kCategoryRidge}));
  return shapes;
}

/// One category at one past origin, and what came on the days from `from` after it.
struct Trial {
  const DayKinds& kinds;
  const SeasonalShape& shape;
  Day origin;
  int from;
  std::span<const double> actual;
};

/// Adds each candidate's absolute error in the total of a trial's days.
void score_candidates(const LevelState& state, const Trial& trial, Weights& errors) {
  const auto& [kinds, shape, origin, from, actual] = trial;
  double plain = 0;
  double seasonal = 0;
  double weekdays = 0;
  double sold = 0;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const int ahead = from + static_cast<int>(i);
    const double factor = day_factor(kinds, shape.effects, origin + ahead);
    plain += factor;
    seasonal += factor * exact::exp(seasonal_log(shape, origin, ahead));
    weekdays += state.weekday_mean[static_cast<std::size_t>(weekday(origin + ahead))];
    sold += actual[i];
  }
  for (std::size_t k = 0; k < kLevelWays.size(); ++k) {
    errors[k] += std::abs(state.plain[k] * plain - sold);
    errors[kLevelWays.size() + k] += std::abs(state.seasonal[k] * seasonal - sold);
  }
  errors[kWeekdayMean] += std::abs(weekdays - sold);
}

double prior_of(std::size_t candidate) {
  return candidate == kWeekdayMean ? 1 : kLevelWays[candidate % kLevelWays.size()].prior;
}

/// Only the weekday mean where no trial is possible; else by inverse error, sharply, over all categories together.
Weights to_weights(const Weights& errors) {
  Weights weights{};
  const double best = *std::min_element(errors.begin(), errors.end());
  if (best <= 0) {
    weights[kWeekdayMean] = 1;
    return weights;
  }
  double sum = 0;
  for (std::size_t k = 0; k < kCandidates; ++k) {
    double ratio = best / errors[k];
    for (int square = kSharpness; square > 1; square /= 2) ratio *= ratio;
    sum += weights[k] = ratio * prior_of(k);
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

/// What the trials are made of: the series up to the origin.
struct Past {
  const domain::Panel& panel;
  Day origin;
  const std::vector<Series>& series;
};

Weights weigh(const Past& past, const domain::Band& band) {
  Weights errors{};
  const int known = past.origin - past.panel.first + 1;
  int from = band.first_step;
  int to = std::min(band.last_step, band.first_step + kLongestTrial - 1);
  if (known - to - 7 * (kTrialOrigins - 1) < kLeastHistory) {
    from = std::min(from, 8);  // a long horizon that the history cannot try is tried on the nearer weeks
    to = std::min(to, 28);
  }
  const int oldest = known - to - 7 * (kTrialOrigins - 1);
  if (oldest < kLeastHistory) return to_weights(errors);
  const Day first = past.panel.first;
  // One shape for all trials, learnt before the first: trials differ in the level alone, and none sees its future.
  const Day learnt_until = first + (oldest - 1);
  const DayKinds kinds(past.panel, learnt_until, known_after(past.panel, learnt_until));
  const auto shapes = learn_shapes(past.series, static_cast<std::size_t>(oldest), first, kinds);
  for (std::size_t c = 0; c < past.series.size(); ++c)
    for (int days = oldest; days + to <= known; days += 7) {
      const auto& shape = shapes.of_category[c];
      const auto state = level_after(past.series[c], static_cast<std::size_t>(days), first, kinds, shape);
      const auto after = std::span(past.series[c]).subspan(static_cast<std::size_t>(days + from) - 1);
      const Trial trial{kinds, shape, first + (days - 1), from, after.first(day_count({"", from, to}))};
      score_candidates(state, trial, errors);
    }
  return to_weights(errors);
}

Fitted fit_category(const LevelState& state, SeasonalShape shape, const Weights& weights) {
  Fitted fitted{.shape = std::move(shape)};
  for (std::size_t k = 0; k < kLevelWays.size(); ++k) {
    fitted.plain += weights[k] * state.plain[k];
    fitted.seasonal += weights[kLevelWays.size() + k] * state.seasonal[k];
  }
  for (std::size_t day = 0; day < 7; ++day) fitted.weekday_mean[day] = weights[kWeekdayMean] * state.weekday_mean[day];
  return fitted;
}

void put(std::string& blob, const Fitted& fitted) {
  put_reals(blob, fitted.shape.effects);
  put_reals(blob, fitted.shape.season);
  put_reals(blob, std::array{fitted.shape.slope, fitted.plain, fitted.seasonal});
  put_reals(blob, fitted.weekday_mean);
}

bool take(ByteReader& in, std::size_t kinds, Fitted& fitted) {
  bool ok = true;
  std::array<double, 3> rest{};
  fitted.shape.effects.resize(kinds);
  reals_into(in, fitted.shape.effects, ok);
  reals_into(in, fitted.shape.season, ok);
  reals_into(in, rest, ok);
  reals_into(in, fitted.weekday_mean, ok);
  fitted.shape.slope = rest[0];
  fitted.plain = rest[1];
  fitted.seasonal = rest[2];
  return ok;
}

double expected_on(const Fitted& fitted, const DayKinds& kinds, const Question& question, int ahead) {
  const Day day = question.origin + ahead;
  const double level = fitted.plain + fitted.seasonal * exact::exp(seasonal_log(fitted.shape, question.origin, ahead));
  return level * day_factor(kinds, fitted.shape.effects, day) +
         fitted.weekday_mean[static_cast<std::size_t>(weekday(day))];
}

}  // namespace

Result<std::string> SeasonalTotal::fit(const Evidence& evidence) const {
  const auto& panel = evidence.panel;
  const auto series = category_series(panel, evidence.origin);
  const DayKinds kinds(panel, evidence.origin, known_after(panel, evidence.origin));
  std::string blob;
  put_text(blob, kMagic);
  put_varint(blob, kinds.names().size());
  for (const auto& name : kinds.names()) put_text(blob, name);
  if (series.empty() || series.front().empty()) return blob;
  const std::size_t days = series.front().size();
  const auto weights = weigh({panel, evidence.origin, series}, evidence.band);
  auto shapes = learn_shapes(series, days, panel.first, kinds);
  for (std::size_t c = 0; c < series.size(); ++c) {
    const auto state = level_after(series[c], days, panel.first, kinds, shapes.of_category[c]);
    put_varint(blob, panel.categories[c].id.value);
    put(blob, fit_category(state, std::move(shapes.of_category[c]), weights));
  }
  return blob;
}

Result<Grid> SeasonalTotal::predict(std::string_view blob, const Question& question) const {
  const auto corrupt = fail(Code::corrupt, "seasonal", "this is not a fit of daily totals");
  ByteReader in(blob);
  if (in.text() != kMagic) return corrupt;
  std::vector<std::string> names(in.ok() ? std::min<std::size_t>(in.varint(), blob.size()) : 0);
  for (auto& name : names) name = in.text();
  if (!in.ok()) return corrupt;
  const auto& panel = question.panel;
  const DayKinds kinds(panel, std::move(names), known_after(panel, question.origin));
  auto grid = make_grid(panel.categories.size(), day_count(question.band));
  while (!in.at_end()) {
    const CategoryId id{static_cast<std::uint32_t>(in.varint())};
    Fitted fitted;
    if (!take(in, kinds.count(), fitted) || !in.ok()) return corrupt;
    const auto asked = std::ranges::lower_bound(panel.categories, id, {}, &domain::Category::id);
    if (asked == panel.categories.end() || asked->id != id) continue;
    const auto row = static_cast<std::size_t>(asked - panel.categories.begin());
    for (std::size_t i = 0; i < grid.columns; ++i) {
      grid.at(row, i) = expected_on(fitted, kinds, question, question.band.first_step + static_cast<int>(i));
    }
  }
  return grid;
}

}  // namespace shelfcast::models
