// SPDX-License-Identifier: Apache-2.0
#include "models/seasonal/total.hpp"

#include "models/seasonal/level.hpp"
#include "models/seasonal/months.hpp"
#include "shelfcast/base/bytes.hpp"
#include "shelfcast/base/exact_math.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace shelfcast::models {
namespace {

constexpr std::string_view kMagic = "total4";
constexpr int kTrialOrigins = 8;   // weekly, the newest just far enough back to be scored
constexpr int kLongestTrial = 91;  // days ahead that are scored
constexpr int kLeastHistory = 70;  // days before the first trial
constexpr int kSharpness = 4;      // a candidate with twice the error weighs 2^-4: few trials tell little

using Weights = std::array<double, kCandidates>;

constexpr std::size_t kBandCount = std::size(domain::kBands);

/// What each of the three kinds of candidates adds to a forecast, already weighted.
struct Level {
  double plain = 0;
  double seasonal = 0;
  double weekday_mean = 0;
};

/// One row's fit.
struct Fitted {
  SeasonalShape shape;
  std::array<double, 7> weekday_mean{};
  std::array<Level, kBandCount> levels;
};

std::vector<SeasonalShape> learn_shapes(const domain::Panel& panel, const std::vector<Series>& series, std::size_t days,
                                        const DayKinds& kinds, Instant known) {
  std::vector<Series> own;
  Series whole(days);
  for (const auto& row : series) {
    const auto& first_days = own.emplace_back(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(days));
    std::ranges::transform(whole, first_days, whole.begin(), std::plus());
  }
  const auto sum = [](const Series& one) { return std::accumulate(one.begin(), one.end(), 0.0); };
  const double sold = sum(whole);
  std::vector<Markdown> markdowns;
  Markdown of_whole;
  for (std::size_t row = 0; row < own.size(); ++row) {
    markdowns.emplace_back(panel.products[row], known);
    if (sold > 0) of_whole.add(markdowns.back(), sum(own[row]) / sold);
  }
  const auto market = learn_shape(whole, panel.first, {kinds, of_whole}, {flat_shape(kinds), kMarketplaceRidge},
                                  month_means(panel, std::nullopt, whole));
  std::vector<SeasonalShape> shapes;
  for (std::size_t row = 0; row < own.size(); ++row) {
    const auto category = panel.categories[panel.products[row].category].id;
    shapes.push_back(learn_shape(own[row], panel.first, {kinds, markdowns[row]}, {market, kCategoryRidge},
                                 month_means(panel, category, own[row])));
  }
  return shapes;
}

/// One category at one past origin, and what came on the days from `from` after it.
struct Trial {
  const Days& days;
  const SeasonalShape& shape;
  Day origin;
  int from;
  std::span<const double> actual;
};

/// Adds each candidate's absolute error in the total of a trial's days.
void score_candidates(const LevelState& state, const Trial& trial, Weights& errors) {
  const auto& [days, shape, origin, from, actual] = trial;
  double plain = 0;
  double seasonal = 0;
  double weekdays = 0;
  double sold = 0;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const int ahead = from + static_cast<int>(i);
    const double factor = day_factor(days, shape.effects, origin + ahead);
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
  const Instant then = known_after(past.panel, learnt_until);
  const DayKinds kinds(past.panel, learnt_until, then);
  const auto shapes = learn_shapes(past.panel, past.series, static_cast<std::size_t>(oldest), kinds, then);
  for (std::size_t c = 0; c < past.series.size(); ++c)
    for (int count = oldest; count + to <= known; count += 7) {
      const auto& shape = shapes[c];
      const Day origin = first + (count - 1);
      const Markdown markdown(past.panel.products[c], known_after(past.panel, origin));
      const Days days{kinds, markdown};
      const auto state = level_after(past.series[c], static_cast<std::size_t>(count), first, days, shape);
      const auto after = std::span(past.series[c]).subspan(static_cast<std::size_t>(count + from) - 1);
      score_candidates(state, {days, shape, origin, from, after.first(day_count({"", from, to}))}, errors);
    }
  return to_weights(errors);
}

Level weighted(const LevelState& state, const Weights& weights) {
  Level level{.plain = 0, .seasonal = 0, .weekday_mean = weights[kWeekdayMean]};
  for (std::size_t k = 0; k < kLevelWays.size(); ++k) {
    level.plain += weights[k] * state.plain[k];
    level.seasonal += weights[kLevelWays.size() + k] * state.seasonal[k];
  }
  return level;
}

void put(std::string& blob, const Fitted& fitted) {
  put_reals(blob, fitted.shape.effects);
  put_reals(blob, fitted.shape.season);
  put_real(blob, fitted.shape.slope);
  put_reals(blob, fitted.weekday_mean);
  for (const auto& level : fitted.levels) put_reals(blob, std::array{level.plain, level.seasonal, level.weekday_mean});
}

bool take(ByteReader& in, std::size_t effects, Fitted& fitted) {
  bool ok = true;
  fitted.shape.effects.resize(effects);
  reals_into(in, fitted.shape.effects, ok);
  reals_into(in, fitted.shape.season, ok);
  fitted.shape.slope = real(in);
  reals_into(in, fitted.weekday_mean, ok);
  for (auto& level : fitted.levels) {
    std::array<double, 3> parts{};
    reals_into(in, parts, ok);
    level = {.plain = parts[0], .seasonal = parts[1], .weekday_mean = parts[2]};
  }
  return ok;
}

std::size_t band_of(int step) {
  std::size_t band = 0;
  while (band + 1 < kBandCount && step > domain::kBands[band].last_step) ++band;
  return band;
}

/// What a fit made at `origin` expects of a day after it.
struct Outlook {
  const Fitted& fitted;
  const Days& days;
  Day origin;

  [[nodiscard]] double on(int ahead) const {
    const Day day = origin + ahead;
    const auto& level = fitted.levels[band_of(ahead)];
    const double base = level.plain + level.seasonal * exact::exp(seasonal_log(fitted.shape, origin, ahead));
    return base * day_factor(days, fitted.shape.effects, day) +
           level.weekday_mean * fitted.weekday_mean[static_cast<std::size_t>(weekday(day))];
  }
  /// On a day like any other: neither the week nor the year moves it.
  [[nodiscard]] double without_season_on(int ahead) const {
    const auto& level = fitted.levels[band_of(ahead)];
    const double trend = seasonal_log(fitted.shape, origin, ahead) - season_at(fitted.shape, origin + ahead);
    double weekdays = 0;
    for (const double units : fitted.weekday_mean) weekdays += units / 7;
    return level.plain + level.seasonal * exact::exp(trend) + level.weekday_mean * weekdays;
  }
};

using Expectation = double (Outlook::*)(int ahead) const;

double mean_over(const domain::Band& slice, const Outlook& outlook, Expectation expectation) {
  double sum = 0;
  for (int step = slice.first_step; step <= slice.last_step; ++step) sum += (outlook.*expectation)(step);
  return sum / static_cast<double>(day_count(slice));
}

Result<Grid> ask(std::string_view blob, const Question& question, Expectation expectation) {
  const auto corrupt = fail(Code::corrupt, "seasonal", "this is not a fit of daily totals");
  ByteReader in(blob);
  if (in.text() != kMagic) return corrupt;
  std::vector<std::string> names(in.ok() ? std::min<std::size_t>(in.varint(), blob.size()) : 0);
  for (auto& name : names) name = in.text();
  if (!in.ok()) return corrupt;
  const auto& panel = question.panel;
  const Instant known = known_after(panel, question.origin);
  const DayKinds kinds(panel, std::move(names), known);
  auto grid = make_grid(panel.products.size(), question.slices.size());
  while (!in.at_end()) {
    const ProductId id{static_cast<std::uint32_t>(in.varint())};
    Fitted fitted;
    if (!take(in, effect_count(kinds), fitted) || !in.ok()) return corrupt;
    const auto asked =
        std::ranges::lower_bound(panel.products, id, {}, [](const auto& product) { return product.product.id; });
    if (asked == panel.products.end() || asked->product.id != id) continue;
    const auto row = static_cast<std::size_t>(asked - panel.products.begin());
    const Markdown markdown(panel.products[row], known);
    const Days days{kinds, markdown};
    const Outlook outlook{fitted, days, question.origin};
    for (std::size_t i = 0; i < grid.columns; ++i)
      grid.at(row, i) = mean_over(question.slices[i], outlook, expectation);
  }
  return grid;
}

}  // namespace

Result<std::string> SeasonalTotal::fit(const Evidence& evidence) const {
  const auto& panel = evidence.panel;
  const auto series = daily_series(panel, evidence.origin);
  const Instant known = known_after(panel, evidence.origin);
  const DayKinds kinds(panel, evidence.origin, known);
  std::string blob;
  put_text(blob, kMagic);
  put_varint(blob, kinds.names().size());
  for (const auto& name : kinds.names()) put_text(blob, name);
  if (series.empty() || series.front().empty()) return blob;
  const std::size_t days = series.front().size();
  std::array<Weights, kBandCount> weights;
  for (std::size_t band = 0; band < kBandCount; ++band)
    weights[band] = weigh({panel, evidence.origin, series}, domain::kBands[band]);
  auto shapes = learn_shapes(panel, series, days, kinds, known);
  for (std::size_t row = 0; row < series.size(); ++row) {
    const Markdown markdown(panel.products[row], known);
    const auto state = level_after(series[row], days, panel.first, {kinds, markdown}, shapes[row]);
    Fitted fitted{.shape = std::move(shapes[row]), .weekday_mean = state.weekday_mean, .levels = {}};
    for (std::size_t band = 0; band < kBandCount; ++band) fitted.levels[band] = weighted(state, weights[band]);
    put_varint(blob, panel.products[row].product.id.value);
    put(blob, fitted);
  }
  return blob;
}

Result<Grid> SeasonalTotal::predict(std::string_view blob, const Question& question) const {
  return ask(blob, question, &Outlook::on);
}

Result<Grid> SeasonalTotal::predict_without_season(std::string_view blob, const Question& question) const {
  return ask(blob, question, &Outlook::without_season_on);
}

}  // namespace shelfcast::models
