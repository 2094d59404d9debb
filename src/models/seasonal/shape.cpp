// SPDX-License-Identifier: Apache-2.0
#include "models/seasonal/shape.hpp"

#include "models/seasonal/months.hpp"
#include "shelfcast/base/exact_math.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Cholesky>

namespace shelfcast::models {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int kRounds = 3;               // of levels, then effects given the levels
constexpr std::size_t kHalfWindow = 14;  // days on either side that make the local level
constexpr double kWeekdayRidge = 0.5;
constexpr double kSlopeRidge = 4;
constexpr double kYear = 365.25;
constexpr double kSeasonFrom = 548;   // days of history from which a season of the year is believed a little,
constexpr double kSeasonWhole = 720;  // and from which it is believed whole
constexpr double kPi = 3.14159265358979323846;

Series local_level(const Series& series) {
  Series sums(series.size() + 1);
  for (std::size_t i = 0; i < series.size(); ++i) sums[i + 1] = sums[i] + series[i];
  Series level(series.size());
  for (std::size_t i = 0; i < series.size(); ++i) {
    const std::size_t begin = i < kHalfWindow ? 0 : i - kHalfWindow;
    const std::size_t end = std::min(series.size(), i + kHalfWindow);
    level[i] = (sums[end] - sums[begin]) / static_cast<double>(end - begin);
  }
  return level;
}

Series without_effects(const Series& series, Day first, const Days& days, const std::vector<double>& effects) {
  Series plain(series.size());
  for (std::size_t i = 0; i < series.size(); ++i)
    plain[i] = series[i] / day_factor(days, effects, first + static_cast<int>(i));
  return plain;
}

/// The places of a day's effects, and what each counts there.
using Terms = std::vector<std::pair<Index, double>>;

void terms_of(const Days& days, Day day, Terms& terms) {
  terms.clear();
  for (const std::size_t kind : days.kinds.of(day)) terms.emplace_back(static_cast<Index>(kind), 1);
  const double tenths = kTenth * days.markdown.on(day);
  if (tenths != 0) terms.emplace_back(static_cast<Index>(days.kinds.count()), tenths);
}

/// Ridge regression of each day's ratio to its level on its kinds and its markdown. Days are sparse in kinds, so that
/// the cost is small.
std::vector<double> learn_effects(const Series& series, Day first, const Days& days, const Prior& prior) {
  const auto& like = prior.shape.effects;
  const auto n = static_cast<Index>(effect_count(days.kinds));
  Terms terms;
  std::vector<double> effects = like;
  for (int round = 0; round < kRounds; ++round) {
    const Series level = local_level(without_effects(series, first, days, effects));
    MatrixXd normal = MatrixXd::Zero(n, n);
    VectorXd right = VectorXd::Zero(n);
    for (Index k = 0; k < n; ++k) {
      normal(k, k) = k < 7 ? kWeekdayRidge : prior.holiday_ridge;
      right[k] = normal(k, k) * like[static_cast<std::size_t>(k)];
    }
    for (std::size_t i = 0; i < series.size(); ++i) {
      if (level[i] <= 0) continue;
      const double weight = level[i] / (kSteadyUnits + level[i]);
      const double ratio = series[i] / level[i] - 1;
      terms_of(days, first + static_cast<int>(i), terms);
      for (const auto& [a, of_a] : terms) {
        right[a] += weight * of_a * ratio;
        for (const auto& [b, of_b] : terms) normal(a, b) += weight * of_a * of_b;
      }
    }
    const VectorXd solved = normal.ldlt().solve(right);
    effects.assign(solved.data(), solved.data() + n);
  }
  return effects;
}

/// Regression of the logs of weekly means on trend and waves, drawn towards `shape`'s own.
void learn_season(const Series& plain, Day first, double season_ridge, SeasonalShape& shape) {
  constexpr Index kTerms = 8;  // a constant, the trend in years, and the waves
  const double trust =
      std::clamp((static_cast<double>(plain.size()) - kSeasonFrom) / (kSeasonWhole - kSeasonFrom), 0.0, 1.0);
  if (trust <= 0) return;
  VectorXd like = VectorXd::Zero(kTerms);
  like[1] = shape.slope * kYear;
  for (Index k = 0; k < 6; ++k) like[k + 2] = shape.season[static_cast<std::size_t>(k)];
  VectorXd ridge = VectorXd::Constant(kTerms, season_ridge);
  ridge[0] = 1e-6;
  ridge[1] = kSlopeRidge;
  MatrixXd normal = ridge.asDiagonal();
  VectorXd right = ridge.cwiseProduct(like);
  for (std::size_t week = 0; week + 7 <= plain.size(); week += 7) {
    double units = 0;
    for (std::size_t i = 0; i < 7; ++i) units += plain[week + i] / 7;
    const Day middle = first + static_cast<int>(week) + 3;
    const auto wave = waves(middle);
    VectorXd x(kTerms);
    x << 1, (static_cast<double>(week) - static_cast<double>(plain.size())) / kYear, wave[0], wave[1], wave[2], wave[3],
        wave[4], wave[5];
    const double weight = 7 * units / (kSteadyUnits + 7 * units);
    normal += (weight * x) * x.transpose();
    right += (weight * exact::log(units + 0.5)) * x;
  }
  const VectorXd solved = normal.ldlt().solve(right);
  shape.slope = trust * solved[1] / kYear;
  for (Index k = 0; k < 6; ++k) {
    auto& wave = shape.season[static_cast<std::size_t>(k)];
    wave += trust * (solved[k + 2] - wave);
  }
}

}  // namespace

std::array<double, 6> waves(Day day) {
  const double turn = 2 * kPi * (day.number / kYear - std::floor(day.number / kYear));
  std::array<double, 6> values{};
  for (std::size_t k = 0; k < 3; ++k) {
    values[2 * k] = exact::cos(static_cast<double>(k + 1) * turn);
    values[2 * k + 1] = exact::sin(static_cast<double>(k + 1) * turn);
  }
  return values;
}

SeasonalShape flat_shape(const DayKinds& kinds) {
  return {.effects = std::vector<double>(effect_count(kinds))};
}

double season_at(const SeasonalShape& shape, Day day) {
  const auto wave = waves(day);
  double sum = 0;
  for (std::size_t k = 0; k < wave.size(); ++k) sum += shape.season[k] * wave[k];
  return sum;
}

SeasonalShape learn_shape(const Series& series, Day first, const Days& days, const Prior& prior,
                          std::span<const MonthMean> months) {
  SeasonalShape shape = prior.shape;
  shape.effects = learn_effects(series, first, days, prior);
  const double weeks = learn_from_months(months, shape);
  learn_season(without_effects(series, first, days, shape.effects), first, kSeasonRidge + weeks, shape);
  return shape;
}

}  // namespace shelfcast::models
