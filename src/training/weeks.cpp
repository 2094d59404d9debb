// SPDX-License-Identifier: Apache-2.0
#include "training/weeks.hpp"

#include "shelfcast/domain/features.hpp"

#include <algorithm>
#include <optional>

namespace shelfcast::training {
namespace {

using domain::DailySales;
using domain::Panel;

constexpr int kDaysOfWeek = 7;

/// The weekday on which the source dates its weeks; nullopt where there are none.
std::optional<int> dated_on(const Panel& panel) {
  for (const auto& product : panel.products)
    if (!product.sales.empty()) return weekday(product.sales.front().day);
  return std::nullopt;
}

/// The date of the week that a day belongs to.
Day date_of(Day day, int dated) {
  return day + (dated - weekday(day) + kDaysOfWeek) % kDaysOfWeek;
}

std::vector<DailySales> spread(std::span<const DailySales> weeks, int dated) {
  std::vector<DailySales> days;
  for (const auto& week : weeks) {
    const Day date = date_of(week.day, dated);
    for (int back = kDaysOfWeek - 1; back >= 0; --back) {
      const bool last = back == 0;
      days.push_back({date - back, week.units / kDaysOfWeek + (last ? week.units % kDaysOfWeek : 0),
                      week.amount / kDaysOfWeek + (last ? week.amount % kDaysOfWeek : 0)});
    }
  }
  return days;
}

}  // namespace

Panel with_weeks_spread(const Panel& panel) {
  Panel result = panel;
  const auto dated = dated_on(panel);
  if (panel.marketplace.grain != domain::Grain::week || !dated) return result;
  for (auto& product : result.products) {
    product.sales = spread(product.sales, *dated);
    for (auto& out : product.stock_outs)
      out = {date_of(out.first, *dated) - (kDaysOfWeek - 1), date_of(out.until, *dated) - (kDaysOfWeek - 1)};
  }
  result.first = panel.first - (kDaysOfWeek - 1);
  result.cut = panel.cut - (weekday(panel.cut) - *dated + kDaysOfWeek) % kDaysOfWeek;
  result.known_at = panel.known_at - (panel.cut - result.cut) * kDaySeconds;
  result.holidays.clear();
  for (const auto& holiday : panel.holidays)
    for (int back = kDaysOfWeek - 1; back >= 0; --back)
      result.holidays.push_back({date_of(holiday.day, *dated) - back, holiday.name, holiday.learnt});
  std::ranges::stable_sort(result.holidays, {}, &domain::Holiday::day);
  return result;
}

std::vector<double> with_weeks_gathered(const Panel& panel, const Panel& spread, std::span<const double> units) {
  std::vector<double> gathered(units.begin(), units.end());
  const auto dated = dated_on(panel);
  if (panel.marketplace.grain != domain::Grain::week || !dated) return gathered;
  const auto days = static_cast<std::size_t>(domain::kHorizon);
  const auto ahead = static_cast<std::size_t>(panel.cut - spread.cut);
  std::ranges::fill(gathered, 0.0);
  for (std::size_t row = 0; row < units.size(); row += days)
    for (std::size_t i = kDaysOfWeek - 1 - ahead; i + ahead < days; i += kDaysOfWeek)
      for (std::size_t back = 0; back < kDaysOfWeek; ++back) gathered[row + i] += units[row + i + ahead - back];
  return gathered;
}

}  // namespace shelfcast::training
