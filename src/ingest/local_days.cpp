// SPDX-License-Identifier: Apache-2.0
#include "ingest/local_days.hpp"

namespace shelfcast::ingest {
Result<LocalDays> LocalDays::of(const domain::Marketplace& marketplace) {
  auto zone = TimeZone::find(marketplace.time_zone);
  if (!zone) return std::unexpected(zone.error());
  return LocalDays(std::move(*zone), marketplace.lag_hours);
}

Day LocalDays::day_of(const sources::Moment& moment) {
  if (const auto* day = std::get_if<Day>(&moment)) return *day;
  const Instant at = std::get<Instant>(moment);
  const auto [known, is_new] = day_of_quarter_hour_.try_emplace(at.seconds / kQuarterHour);
  if (is_new) known->second = zone_.local_day(at);
  return known->second;
}

std::int32_t LocalDays::second_of(const sources::Moment& moment) {
  const auto* at = std::get_if<Instant>(&moment);
  return at == nullptr ? domain::kNoTime : static_cast<std::int32_t>(at->seconds - midnight(day_of(moment)).seconds);
}

Instant LocalDays::begin_of(const sources::Moment& moment) {
  const auto* day = std::get_if<Day>(&moment);
  return day != nullptr ? midnight(*day) : std::get<Instant>(moment);
}

Instant LocalDays::end_of(const sources::Moment& moment) {
  const auto* day = std::get_if<Day>(&moment);
  return day != nullptr ? midnight(*day + 1) : std::get<Instant>(moment);
}

Instant LocalDays::known_in_full(Day day) {
  return midnight(day + 1) + lag_hours_ * kHour;
}

Instant LocalDays::midnight(Day day) {
  const auto [known, is_new] = midnights_.try_emplace(day.number);
  if (is_new) known->second = zone_.midnight(day);
  return known->second;
}

}  // namespace shelfcast::ingest
