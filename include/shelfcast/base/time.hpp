// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace shelfcast {

/// Seconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t seconds = 0;
  auto operator<=>(const Instant&) const = default;
};

/// A civil date: days since 1970-01-01, of no time zone.
struct Day {
  std::int32_t number = 0;
  auto operator<=>(const Day&) const = default;
};

constexpr Day operator+(Day day, int days) {
  return {day.number + days};
}
constexpr Day operator-(Day day, int days) {
  return {day.number - days};
}
constexpr int operator-(Day to, Day from) {
  return to.number - from.number;
}
constexpr Instant operator+(Instant at, std::int64_t seconds) {
  return {at.seconds + seconds};
}
constexpr Instant operator-(Instant at, std::int64_t seconds) {
  return {at.seconds - seconds};
}

inline constexpr std::int64_t kHour = 3600;
/// Since 1972 every zone's offset is a multiple of it, so that a quarter of an hour never spans two local days.
inline constexpr std::int64_t kQuarterHour = kHour / 4;
inline constexpr std::int64_t kDaySeconds = 24 * kHour;

struct CivilDate {
  int year;
  int month;  // 1..12
  int day;    // 1..31
};

CivilDate civil(Day day);
Day day_of(CivilDate date);
/// 0 = Monday .. 6 = Sunday.
int weekday(Day day);

/// "2025-11-20"
std::string format_day(Day day);
Result<Day> parse_day(std::string_view text);
/// "2025-11-20T14:03:59Z"
std::string format_instant(Instant at);
/// RFC 3339 with 'T' or ' ', with 'Z' or an offset. Fractions of a second are cut.
Result<Instant> parse_instant(std::string_view text);

/// A time zone of the system's tz database. Immutable, cheap to copy, any thread.
class TimeZone {
 public:
  /// `config` failure where the name is unknown.
  static Result<TimeZone> find(std::string_view name);
  static TimeZone utc();

  [[nodiscard]] Day local_day(Instant at) const;
  /// The first instant of the local day (the later one where midnight does not exist).
  [[nodiscard]] Instant midnight(Day day) const;
  /// A local time written "YYYY-MM-DD:HH:mm:ss"; the earlier instant where it exists twice.
  [[nodiscard]] Result<Instant> parse_local(std::string_view text) const;
  [[nodiscard]] const std::string& name() const;

  /// The version of the tz database, as "2025b"; "unknown" where the system does not tell.
  static std::string database_version();

  struct Impl;

 private:
  explicit TimeZone(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

}  // namespace shelfcast
