// SPDX-License-Identifier: Apache-2.0
#include "training/earlier.hpp"

#include "training/backtest.hpp"
#include "training/groups.hpp"

#include <algorithm>

namespace shelfcast::training {
namespace {

constexpr std::size_t kMostOrigins = 52;

struct Groups {
  const domain::Panel& categories;
  const domain::Panel& whole;
};

Result<models::Grid> totals_at(const Groups& groups, Day origin, const Blend& blend, Attendance& attendance) {
  const auto& [categories, whole] = groups;
  const int days = std::min(kRunDays.back(), categories.cut - origin);
  const auto words = words_of_groups(kOfGroups, categories, {origin, days}, attendance);
  if (!words) return std::unexpected(words.error());
  auto words_of_whole = words_of_groups(kOfGroups, whole, {origin, days}, attendance);
  if (!words_of_whole) return std::unexpected(words_of_whole.error());
  auto totals = blended_totals(*words, blend, categories);
  scale_days(totals, whole_over_parts({std::move(*words_of_whole), sum_of_rows(totals)}, blend));
  return totals;
}

}  // namespace

Result<RunPairs> earlier_runs_of_groups(const domain::Panel& panel, Day end, const Blend& blend,
                                        const Fitting& fitting) {
  std::vector<Day> origins;
  for (Day at = end - 7; at - panel.first + 1 >= kLeastHistory && origins.size() < kMostOrigins; at = at - 7)
    origins.push_back(at);
  const auto categories = panel_of_categories(panel);
  const auto whole = panel_of_whole(panel);
  std::vector<Result<models::Grid>> totals(origins.size());
  fitting.runtime.parallel(origins.size(), [&](std::size_t i) {
    totals[i] = totals_at({categories, whole}, origins[i], blend, fitting.attendance);
  });
  RunPairs pairs;
  for (std::size_t i = 0; i < origins.size(); ++i) {
    if (!totals[i]) return std::unexpected(totals[i].error());
    add_group_runs(categories, whole, origins[i], *totals[i], pairs);
  }
  return pairs;
}

void add_group_runs(const domain::Panel& categories, const domain::Panel& whole, Day origin, const models::Grid& totals,
                    RunPairs& pairs) {
  const auto days = static_cast<int>(totals.columns);
  const UnitsOf of_category = [&](std::size_t c, std::size_t day) { return totals.at(c, day); };
  const UnitsOf of_whole = [&](std::size_t, std::size_t day) {
    double sum = 0;
    for (std::size_t c = 0; c < totals.rows; ++c) sum += totals.at(c, day);
    return sum;
  };
  add_runs(categories, {origin, days, of_category}, domain::Level::category, pairs);
  add_runs(whole, {origin, days, of_whole}, domain::Level::marketplace, pairs);
}

}  // namespace shelfcast::training
