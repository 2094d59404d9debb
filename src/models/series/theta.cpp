// SPDX-License-Identifier: Apache-2.0
#include "models/series/theta.hpp"

#include "models/series/search.hpp"

#include <cmath>
#include <limits>
#include <utility>

namespace shelfcast::models {
namespace {

constexpr std::size_t kUncounted = 3;  // the first errors say more about the line's first points than about the series
constexpr Box<1> kRootsOfAlpha{{0.15}, {0.995}};

/// The least-squares line through all points so far; the first has time 1.
struct Line {
  double mean = 0;
  double intercept = 0;
  double slope = 0;
  double count = 0;

  void add(double units) {
    slope = count > 0 ? ((count - 1) * slope + 6 * (units - mean) / (count + 1)) / (count + 2) : 0;
    mean = (count * mean + units) / (count + 1);
    count += 1;
    intercept = mean - slope * (count + 1) / 2;
  }
};

/// The known steps of a history without its season, and the line behind each of them.
struct Deseasoned {
  std::vector<double> units;
  std::vector<Line> lines;
};

Deseasoned deseasoned(std::span<const double> history, const SeasonIndex& index) {
  Deseasoned series;
  series.units.reserve(history.size());
  series.lines.reserve(history.size());
  Line line;
  for (std::size_t t = 0; t < history.size(); ++t) {
    if (std::isnan(history[t])) continue;
    series.units.push_back(index.without(history[t], t));
    line.add(series.units.back());
    series.lines.push_back(line);
  }
  return series;
}

/// Products of what is left of the units by a level that started at nothing, of what is left of its start, and of what
/// the line adds: enough to know the squared errors of every start and weight.
struct Moments {
  Lanes left_left = 0;
  Lanes left_start = 0;
  Lanes left_line = 0;
  Lanes start_start = 0;
  Lanes start_line = 0;
  Lanes line_line = 0;
};

Moments moments(const Deseasoned& series, const Lanes& alpha) {
  const Lanes keep = Lanes(1) - alpha;
  const Lanes per_alpha = Lanes(1) / alpha;
  Moments sums;
  Lanes level = alpha * Lanes(series.units[0]);
  Lanes power = keep;
  for (std::size_t t = 1; t < series.units.size(); ++t) {
    const auto& known = series.lines[t - 1];
    const Lanes line = Lanes(known.intercept) * power + Lanes(known.slope) * per_alpha * (Lanes(1) - keep * power);
    const Lanes left = Lanes(series.units[t]) - level;
    if (t >= kUncounted) {
      sums.left_left = sums.left_left + left * left;
      sums.left_start = sums.left_start + left * power;
      sums.left_line = sums.left_line + left * line;
      sums.start_start = sums.start_start + power * power;
      sums.start_line = sums.start_line + power * line;
      sums.line_line = sums.line_line + line * line;
    }
    level = level + alpha * left;
    power = power * keep;
  }
  return sums;
}

struct Range {
  double low;
  double high;
};

/// The best start and weight at one alpha, with the squared errors they make.
struct Solved {
  double start = 0;
  double weight = 0;
  double squares = 0;
};

/// The start stays within what was sold: its trace is gone after a few steps, and their noise must not throw it.
Solved solved(const Moments& sums, std::size_t lane, const Range& sold) {
  const double ls = sums.left_start.at(lane);
  const double ll = sums.left_line.at(lane);
  const double ss = sums.start_start.at(lane);
  const double sl = sums.start_line.at(lane);
  const double line = sums.line_line.at(lane);
  const double determinant = ss * line - sl * sl;
  Solved best{.start = (sold.low + sold.high) / 2};
  if (determinant > 1e-9 * ss * line) best.start = (ls * line - ll * sl) / determinant;
  best.start = std::clamp(best.start, sold.low, sold.high);
  if (line > 0) best.weight = std::clamp((ll - best.start * sl) / line, 0.0, 1.0);
  if (ss > 0) best.start = std::clamp((ls - best.weight * sl) / ss, sold.low, sold.high);
  best.squares = sums.left_left.at(lane) - 2 * best.start * ls - 2 * best.weight * ll + best.start * best.start * ss +
                 2 * best.start * best.weight * sl + best.weight * best.weight * line;
  return best;
}

Range range_of(const std::vector<double>& units) {
  const auto [low, high] = std::minmax_element(units.begin(), units.end());
  return {*low, *high};
}

/// What stands after the last known step; `fit` says how it moves on.
struct ThetaState {
  double level;
  double power = 1;
  Line line;

  [[nodiscard]] double next(const Theta& fit) const {
    return level + fit.weight * (line.intercept * power + line.slope * (1 - (1 - fit.alpha) * power) / fit.alpha);
  }
  void add(double units, const Theta& fit) {
    level += fit.alpha * (units - level);
    power *= 1 - fit.alpha;
    line.add(units);
  }
};

}  // namespace

Theta fit_theta(std::span<const double> history, std::size_t season) {
  Theta fit{.season = season_kind(history, season)};
  const auto series = deseasoned(history, season_index(history, season, fit.season));
  if (series.units.empty()) return fit;
  const auto sold = range_of(series.units);
  fit.start = series.units[0];
  if (series.units.size() <= kUncounted + 1) return fit;
  const auto errors_of = [&](const Points<1>& roots) {
    const auto sums = moments(series, roots[0] * roots[0]);
    Lanes squares;
    for (std::size_t lane = 0; lane < kLanes; ++lane) squares.set(lane, solved(sums, lane, sold).squares);
    return squares;
  };
  const double root = find_in(kRootsOfAlpha, errors_of);
  fit.alpha = root * root;
  const auto best = solved(moments(series, Lanes(fit.alpha)), 0, sold);
  fit.start = best.start;
  fit.weight = best.weight;
  return fit;
}

void forecast(const Theta& fit, std::span<const double> history, std::size_t season, std::span<double> means) {
  const auto index = season_index(history, season, fit.season);
  ThetaState state{.level = fit.start, .line = {}};
  for (std::size_t t = 0; t < history.size(); ++t)
    if (!std::isnan(history[t])) state.add(index.without(history[t], t), fit);
  for (std::size_t i = 0; i < means.size(); ++i) {
    // A step that is not known yet is as the method expects it, for its line too.
    const double expected = state.next(fit);
    state.add(expected, fit);
    means[i] = std::max(index.with(expected, history.size() + i), 0.0);
  }
}

}  // namespace shelfcast::models
