// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/time.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace shelfcast::domain {

/// Where forecasts are compared with what came. `all` is the hierarchy: the other three together.
enum class ScoredLevel : std::uint8_t { product, category, marketplace, all };

/// How far forecasts lay from what came. Of each series (a product, a category, the marketplace) and window, the units
/// of the whole horizon are one forecast; RMSSE and WRMSSE look at its days (weeks, where the source tells of weeks),
/// the rankings and hits at money. What could not be measured is nullopt.
struct ErrorMeasures {
  std::optional<double> mape;    ///< where anything was sold
  std::optional<double> wape;    ///< sum of absolute errors over the sum of what was sold
  std::optional<double> rmse;    ///< in units
  std::optional<double> mae;     ///< in units
  std::optional<double> rmsse;   ///< as M5 defines it: over the mean square change from day to day; the mean of series
  std::optional<double> wrmsse;  ///< the same, weighted by the money of the last 28 days before each origin
  std::optional<double> bias;    ///< what was foreseen too much, over what was sold
  std::optional<double> precision;    ///< of the best N, how many are
  std::optional<double> ndcg;         ///< of the best N, by what they made
  std::optional<double> hits;         ///< how many came within 25 % of the actual amount
  std::optional<double> skill;        ///< 1 - WAPE over that of the best naive rival
  std::optional<double> coverage_80;  ///< how many came within the model's own interval of 80 %
  std::optional<double> coverage_95;
  std::optional<double> width_80;     ///< of that interval, in units; the mean
  std::optional<double> calibration;  ///< how far `confidenceScore` is from how many hit, tenth by tenth; the mean
};

struct ModelScore {
  std::string model;
  ScoredLevel level = ScoredLevel::product;
  std::uint64_t forecasts = 0;  ///< series times windows
  std::string rival;            ///< the naive model with the least WAPE at this level
  ErrorMeasures measures;
};

/// A series that a model could not forecast: it is left out of that model's measures.
struct BadSeries {
  Day origin;
  std::string model;
  ScoredLevel level = ScoredLevel::product;
  std::string series;  ///< the source's own id; empty: the level as a whole
  std::string problem;
};

struct BacktestReport {
  std::string marketplace;
  int horizon = 0;
  int step = 0;
  std::size_t top = 0;  ///< N of the rankings
  std::vector<Day> origins;
  std::vector<ModelScore> scores;  ///< level by level, the least WAPE first
  std::vector<BadSeries> bad;
};

}  // namespace shelfcast::domain
