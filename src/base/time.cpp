// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/time.hpp"

#include "shelfcast/base/written.hpp"

#include <date/date.h>
#include <date/tz.h>
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>

namespace shelfcast {
namespace {

date::sys_days sys(Day day) {
  return date::sys_days{date::days{day.number}};
}

date::sys_seconds sys(Instant at) {
  return date::sys_seconds{std::chrono::seconds{at.seconds}};
}

/// Reads fixed-width fields from the front of a text.
class Fields {
 public:
  explicit Fields(std::string_view text) : text_(text) {}

  int number(std::size_t width) {
    int value = 0;
    if (text_.size() < width) return reject();
    const char* const begin = text_.begin();
    const auto [end, error] = std::from_chars(begin, begin + width, value);
    if (error != std::errc{} || end != begin + width || *begin == '-') return reject();
    text_.remove_prefix(width);
    return value;
  }
  bool one_of(std::string_view allowed) {
    if (text_.empty() || allowed.find(text_.front()) == std::string_view::npos) return reject() != 0;
    text_.remove_prefix(1);
    return true;
  }
  [[nodiscard]] char peek() const { return text_.empty() ? '\0' : text_.front(); }
  void skip_digits() {
    while (!text_.empty() && text_.front() >= '0' && text_.front() <= '9') text_.remove_prefix(1);
  }
  [[nodiscard]] bool ok_so_far() const { return ok_; }
  [[nodiscard]] bool done() const { return ok_ && text_.empty(); }

 private:
  int reject() {
    ok_ = false;
    text_ = {};
    return 0;
  }
  std::string_view text_;
  bool ok_ = true;
};

std::optional<Day> read_day(Fields& fields) {
  const int year = fields.number(4);
  fields.one_of("-");
  const auto month = static_cast<unsigned>(fields.number(2));
  fields.one_of("-");
  const auto day = static_cast<unsigned>(fields.number(2));
  const date::year_month_day date{date::year{year}, date::month{month}, date::day{day}};
  if (!fields.ok_so_far() || !date.ok()) return std::nullopt;
  return Day{static_cast<std::int32_t>(date::sys_days{date}.time_since_epoch().count())};
}

std::optional<std::int64_t> read_time_of_day(Fields& fields) {
  const int hour = fields.number(2);
  fields.one_of(":");
  const int minute = fields.number(2);
  fields.one_of(":");
  const int second = fields.number(2);
  const bool exists = fields.ok_so_far() && hour < 24 && minute < 60 && second < 61;
  return exists ? std::optional(hour * kHour + std::int64_t{minute} * 60 + second) : std::nullopt;
}

/// 'Z' or '+hh:mm', as seconds to subtract.
std::optional<std::int64_t> read_offset(Fields& fields) {
  const char sign = fields.peek();
  if (!fields.one_of("Zz+-")) return std::nullopt;
  if (sign == 'Z' || sign == 'z') return 0;
  const int hours = fields.number(2);
  fields.one_of(":");
  const int minutes = fields.number(2);
  if (!fields.ok_so_far() || hours > 23 || minutes > 59) return std::nullopt;
  const std::int64_t offset = hours * kHour + std::int64_t{minutes} * 60;
  return sign == '-' ? -offset : offset;
}

}  // namespace

struct TimeZone::Impl {
  const date::time_zone* zone;
  std::string name;
};

CivilDate civil(Day day) {
  const date::year_month_day date{sys(day)};
  return {int{date.year()}, static_cast<int>(unsigned{date.month()}), static_cast<int>(unsigned{date.day()})};
}

Day day_of(CivilDate date) {
  const date::year_month_day ymd{date::year{date.year}, date::month{static_cast<unsigned>(date.month)},
                                 date::day{static_cast<unsigned>(date.day)}};
  return {static_cast<std::int32_t>(date::sys_days{ymd}.time_since_epoch().count())};
}

int weekday(Day day) {
  return static_cast<int>(date::weekday{sys(day)}.iso_encoding()) - 1;
}

std::string format_day(Day day) {
  std::string text;
  write_day(text, day);
  return text;
}

Result<Day> parse_day(std::string_view text) {
  Fields fields(text);
  const auto day = read_day(fields);
  if (!day || !fields.done()) {
    return fail(Code::invalid, "", fmt::format("'{}' is not a date (YYYY-MM-DD)", text));
  }
  return *day;
}

std::string format_instant(Instant at) {
  std::string text;
  write_instant(text, at);
  return text;
}

Result<Instant> parse_instant(std::string_view text) {
  Fields fields(text);
  const auto day = read_day(fields);
  fields.one_of("Tt ");
  const auto time = read_time_of_day(fields);
  if (fields.peek() == '.') {
    fields.one_of(".");
    fields.skip_digits();
  }
  const auto offset = read_offset(fields);
  if (!day || !time || !offset || !fields.done()) {
    return fail(Code::invalid, "", fmt::format("'{}' is not a time (RFC 3339, as 2025-11-20T14:03:59Z)", text));
  }
  return Instant{day->number * kDaySeconds + *time - *offset};
}

/// A zone that was found once is kept: there are some hundreds, and each question about days asks for one.
Result<TimeZone> TimeZone::find(std::string_view name) try {
  static std::shared_mutex using_kept;
  static std::map<std::string, TimeZone, std::less<>> kept;
  {
    const std::shared_lock lock(using_kept);
    if (const auto known = kept.find(name); known != kept.end()) return known->second;
  }
  TimeZone zone(std::make_shared<const Impl>(Impl{date::locate_zone(name), std::string(name)}));
  const std::unique_lock lock(using_kept);
  kept.emplace(name, zone);
  return zone;
} catch (const std::exception&) {
  return fail(Code::config, std::string(name), "is not a time zone of the tz database (as Europe/Berlin)");
}

TimeZone TimeZone::utc() {
  return find("Etc/UTC").value();
}

Day TimeZone::local_day(Instant at) const {
  const auto local = impl_->zone->to_local(sys(at));
  return {static_cast<std::int32_t>(date::floor<date::days>(local).time_since_epoch().count())};
}

Instant TimeZone::midnight(Day day) const {
  const date::local_seconds local{std::chrono::seconds{day.number * kDaySeconds}};
  return {impl_->zone->to_sys(local, date::choose::earliest).time_since_epoch().count()};
}

Result<Instant> TimeZone::parse_local(std::string_view text) const {
  Fields fields(text);
  const auto day = read_day(fields);
  fields.one_of(":");
  const auto time = read_time_of_day(fields);
  if (!day || !time || !fields.done()) {
    return fail(Code::invalid, "", fmt::format("'{}' is not a local time (YYYY-MM-DD:HH:mm:ss)", text));
  }
  const date::local_seconds local{std::chrono::seconds{day->number * kDaySeconds + *time}};
  return Instant{impl_->zone->to_sys(local, date::choose::earliest).time_since_epoch().count()};
}

std::string TimeZone::database_version() {
  constexpr std::string_view kLine = "# version ";
  std::ifstream rules("/usr/share/zoneinfo/tzdata.zi");
  std::string line;
  const bool told = std::getline(rules, line) && line.starts_with(kLine);
  return told ? line.substr(kLine.size()) : "unknown";
}

const std::string& TimeZone::name() const {
  return impl_->name;
}

}  // namespace shelfcast
