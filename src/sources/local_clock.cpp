// SPDX-License-Identifier: Apache-2.0
#include "sources/local_clock.hpp"

#include <fmt/format.h>

namespace shelfcast::sources {

LocalClock::Bounds LocalClock::bounds_of(Day day) {
  const auto [known, is_new] = days_.try_emplace(day.number);
  if (is_new) {
    known->second.midnight = zone_.midnight(day);
    known->second.is_plain = zone_.midnight(day + 1) == known->second.midnight + kDaySeconds;
  }
  return known->second;
}

Moment LocalClock::moment(const ReadTime& time) {
  if (!time.second_of_day) return time.day;
  const std::int64_t seconds = *time.second_of_day;
  if (time.offset_seconds) return Instant{time.day.number * kDaySeconds + seconds - *time.offset_seconds};
  const Bounds day = bounds_of(time.day);
  if (day.is_plain) return day.midnight + seconds;
  const auto local = zone_.parse_local(
      fmt::format("{}:{:02}:{:02}:{:02}", format_day(time.day), seconds / kHour, seconds / 60 % 60, seconds % 60));
  return local.value_or(day.midnight + seconds);
}

}  // namespace shelfcast::sources
