// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/calendar.hpp"
#include "shelfcast/deltas/deltas.hpp"

#include <map>
#include <utility>

namespace shelfcast::api {

/// The local day, in another zone, of a quarter of an hour of the marketplace's day. A sale of which only the day is
/// known belongs to that day everywhere.
class OtherDays {
 public:
  /// Of the one zone's days, those that may hold a moment of these days of the other: no two zones are more than a day
  /// and two hours apart.
  static Period around(const Period& period) { return {period.first - 2, period.last + 2}; }

  OtherDays(const TimeZone& from, const TimeZone& to) : from_(from), to_(to) {}

  Day of(Day day, deltas::Quarter quarter) {
    if (quarter == deltas::kNoQuarter) return day;
    const auto [known, is_new] = days_.try_emplace({day, quarter});
    if (is_new) known->second = to_.local_day(from_.midnight(day) + (quarter - 1) * kQuarterHour);
    return known->second;
  }

 private:
  const TimeZone& from_;
  const TimeZone& to_;
  std::map<std::pair<Day, deltas::Quarter>, Day> days_;
};

}  // namespace shelfcast::api
