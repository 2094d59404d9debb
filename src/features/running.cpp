// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/features/running.hpp"

#include "shelfcast/domain/features.hpp"

#include <algorithm>

namespace shelfcast::features {
namespace {

using deltas::Quarter;
using domain::Panel;
using domain::Running;

constexpr int kProfileDays = 28;
constexpr double kPriorUnits = 20;  // sold evenly over the day, until a category has shown its own hours

/// A moment within its day.
struct TimeOfDay {
  Quarter quarter = 1;         ///< the one it lies in
  double into_quarter = 0;     ///< 0..1
  double fraction_of_day = 0;  ///< 0..1
};

TimeOfDay time_of_day(const TimeZone& zone, Day day, Instant at) {
  const std::int64_t seconds = at.seconds - zone.midnight(day).seconds;
  const std::int64_t whole = zone.midnight(day + 1).seconds - zone.midnight(day).seconds;
  return {.quarter = static_cast<Quarter>(seconds / kQuarterHour + 1),
          .into_quarter = static_cast<double>(seconds % kQuarterHour) / kQuarterHour,
          .fraction_of_day = static_cast<double>(seconds) / static_cast<double>(whole)};
}

/// How much of what a category sold on past days was sold by a time of the day.
struct Profile {
  double by_then = 0;
  double all_day = 0;

  void add(const deltas::LedgerEntry& entry, const TimeOfDay& now) {
    const double units = from_micro(entry.units);
    all_day += units;
    if (entry.quarter < now.quarter) by_then += units;
    if (entry.quarter == now.quarter) by_then += units * now.into_quarter;
  }
  [[nodiscard]] double elapsed(const TimeOfDay& now) const {
    return std::clamp((by_then + kPriorUnits * now.fraction_of_day) / (all_day + kPriorUnits), 0.0, 1.0);
  }
};

/// Past days into the profiles, running ones into `running`.
Result<void> read_quarters(const deltas::Deltas& deltas, const Panel& panel, const TimeOfDay& now, Running& running,
                           std::vector<Profile>& profiles) {
  const auto days = static_cast<std::size_t>(running.days);
  const Day today = panel.cut + running.days;
  std::size_t row = 0;  // of the product that was met last: within a day they ascend
  return deltas.quarters(panel.marketplace.id, {panel.cut - (kProfileDays - 1), today},
                         [&](ProductId id, const deltas::LedgerEntry& entry) {
                           const auto& products = panel.products;
                           if (row == products.size() || id < products[row].product.id) row = 0;
                           while (row < products.size() && products[row].product.id < id) ++row;
                           if (row == products.size() || products[row].product.id != id) return;
                           if (entry.day <= panel.cut) return profiles[products[row].category].add(entry, now);
                           if (entry.day == today && entry.quarter > now.quarter) return;
                           const auto day = static_cast<std::size_t>(entry.day - panel.cut - 1);
                           running.sold[row * days + day] += {entry.units, entry.amount * kMicroPerMinor};
                         });
}

}  // namespace

Result<Running> running_days(const deltas::Deltas& deltas, const Panel& panel) {
  const auto zone = TimeZone::find(panel.marketplace.time_zone);
  if (!zone) return std::unexpected(zone.error());
  const Day today = zone->local_day(panel.known_at);
  const int days = std::clamp(today - panel.cut, 0, domain::kDailySteps);
  Running running{.days = days, .sold = {}, .elapsed = std::vector<double>(panel.categories.size())};
  if (days == 0 || panel.products.empty()) return running;
  running.sold.resize(panel.products.size() * static_cast<std::size_t>(days));
  const auto now = time_of_day(*zone, panel.cut + days, std::min(panel.known_at, zone->midnight(panel.cut + days + 1)));
  std::vector<Profile> profiles(panel.categories.size());
  const auto read = read_quarters(deltas, panel, now, running, profiles);
  if (!read) return std::unexpected(read.error());
  for (auto& sold : running.sold) sold = {std::max<Micro>(sold.units, 0), std::max<Micro>(sold.amount, 0)};
  for (std::size_t c = 0; c < profiles.size(); ++c) running.elapsed[c] = profiles[c].elapsed(now);
  return running;
}

}  // namespace shelfcast::features
