// SPDX-License-Identifier: Apache-2.0
#include "models/seasonal/months.hpp"

#include "shelfcast/base/calendar.hpp"
#include "shelfcast/base/exact_math.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include <Eigen/Cholesky>

namespace shelfcast::models {
namespace {

constexpr std::size_t kAround = 6;  // months on either side
constexpr double kWeeks = 4.35;     // of evidence in a month

/// Of the twelve months around one, half of the first and the last of thirteen; 0 where one of them is missing.
double year_around(std::span<const MonthMean> months, std::size_t at) {
  if (months[at + kAround].first - months[at - kAround].first > 366) return 0;
  double sum = (months[at - kAround].units + months[at + kAround].units) / 2;
  for (std::size_t i = at - kAround + 1; i < at + kAround; ++i) sum += months[i].units;
  return sum / (2 * kAround);
}

}  // namespace

std::vector<MonthMean> month_means(const domain::Panel& panel, std::optional<CategoryId> of, const Series& series) {
  const Instant known = known_after(panel, panel.first + (static_cast<int>(series.size()) - 1));
  std::map<Day, Micro> told;
  const auto all = of ? std::ranges::equal_range(panel.months, *of, {}, &domain::MonthOfSales::category)
                      : std::ranges::subrange(panel.months);
  for (const auto& month : all)
    if (month.first < panel.first && month.learnt <= known) told[month.first] += month.units;
  std::vector<MonthMean> months;
  const auto add = [&](const Period& month, double units, bool is_told) {
    months.push_back({month.first, units / (month.last - month.first + 1), is_told});
  };
  for (const auto& [day, units] : told) add(month_of(day), std::max(as_units(units), 0.0), true);
  if (months.empty()) return months;
  const Day end = panel.first + static_cast<int>(series.size());
  Period month = month_of(panel.first);
  if (month.first < panel.first) month = month_of(month.last + 1);
  for (; month.last < end; month = month_of(month.last + 1)) {
    const auto begin = series.begin() + (month.first - panel.first);
    add(month, std::accumulate(begin, begin + (month.last - month.first + 1), 0.0), false);
  }
  return months;
}

double learn_from_months(std::span<const MonthMean> months, SeasonalShape& shape) {
  using Eigen::Index;
  constexpr Index kTerms = 6;
  Eigen::VectorXd like(kTerms);
  for (Index k = 0; k < kTerms; ++k) like[k] = shape.season[static_cast<std::size_t>(k)];
  Eigen::MatrixXd normal = kSeasonRidge * Eigen::MatrixXd::Identity(kTerms, kTerms);
  Eigen::VectorXd right = kSeasonRidge * like;
  double weeks = 0;
  for (std::size_t i = kAround; i + kAround < months.size(); ++i) {
    const double usual = year_around(months, i);
    if (!months[i].told || usual <= 0) continue;
    const auto wave = waves(months[i].first + 15);
    const Eigen::Map<const Eigen::VectorXd> x(wave.data(), kTerms);
    const double in_month = 30 * usual;
    const double weight = kWeeks * in_month / (kSteadyUnits + in_month);
    normal += (weight * x) * x.transpose();
    right += (weight * exact::log((months[i].units + 0.5) / (usual + 0.5))) * x;
    weeks += weight;
  }
  if (weeks <= 0) return 0;
  const Eigen::VectorXd solved = normal.ldlt().solve(right);
  for (Index k = 0; k < kTerms; ++k) shape.season[static_cast<std::size_t>(k)] = solved[k];
  return weeks;
}

}  // namespace shelfcast::models
