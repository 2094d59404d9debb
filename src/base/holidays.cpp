// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/holidays.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <fstream>

namespace shelfcast {
namespace {

constexpr std::string_view kEaster = "easter";
constexpr std::array<std::string_view, 7> kWeekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                    "friday", "saturday", "sunday"};
constexpr int kLeapYear = 2000;  // has every day that any year has

std::unexpected<Error> not_understood(std::string_view text) {
  return fail(Code::invalid, "",
              fmt::format("'{}' is not a day: write 2025-12-24, 12-24, easter-2 or monday 05-25", text));
}

/// "+3" or "-3" to the end of the text; nothing is 0.
std::optional<int> moved_by(std::string_view text) {
  if (text.empty()) return 0;
  if (text.starts_with('+')) text.remove_prefix(1);
  int days = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole ? std::optional(days) : std::nullopt;
}

/// "12-25", as of a leap year.
std::optional<CivilDate> month_and_day(std::string_view text) {
  const auto day = parse_day(fmt::format("{}-{}", kLeapYear, text));
  return day ? std::optional(civil(*day)) : std::nullopt;
}

}  // namespace

Result<DayRule> DayRule::parse(std::string_view text) {
  DayRule rule;
  if (const auto once = parse_day(text)) {
    rule.date_ = civil(*once);
    return rule;
  }
  std::string_view rest = text;
  if (rest.starts_with(kEaster)) {
    rule.anchor_ = Anchor::easter;
    rest.remove_prefix(kEaster.size());
  } else {
    rule.anchor_ = Anchor::yearly;
    for (std::size_t i = 0; i < kWeekdays.size(); ++i) {
      if (!rest.starts_with(kWeekdays[i]) || !rest.substr(kWeekdays[i].size()).starts_with(' ')) continue;
      rule.anchor_ = Anchor::weekday;
      rule.weekday_ = static_cast<int>(i);
      rest.remove_prefix(kWeekdays[i].size() + 1);
      break;
    }
    constexpr std::size_t kMonthAndDay = 5;
    const auto date = month_and_day(rest.substr(0, kMonthAndDay));
    if (!date) return not_understood(text);
    rule.date_ = *date;
    rest.remove_prefix(kMonthAndDay);
  }
  const auto moved = moved_by(rest);
  if (!moved) return not_understood(text);
  rule.moved_ = *moved;
  return rule;
}

std::optional<Day> DayRule::in(int year) const {
  if (anchor_ == Anchor::easter) return easter_sunday(year) + moved_;
  if (anchor_ == Anchor::once) return date_.year == year ? std::optional(day_of(date_)) : std::nullopt;
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (date_.month == 2 && date_.day == 29 && !is_leap) return std::nullopt;
  const Day day = day_of({year, date_.month, date_.day});
  if (anchor_ == Anchor::yearly) return day + moved_;
  return day + (weekday_ - weekday(day) + 7) % 7 + moved_;
}

Day easter_sunday(int year) {  // the anonymous Gregorian computus
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  const int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  return day_of({year, f / 31, f % 31 + 1});
}

std::string country_of_zone(std::string_view zone) {
  std::ifstream rows("/usr/share/zoneinfo/zone.tab");  // country, coordinates, zone, by tabs
  for (std::string row; std::getline(rows, row);) {
    if (row.starts_with('#')) continue;
    const auto before = row.find('\t', row.find('\t') + 1);
    if (before == std::string::npos) continue;
    const auto name = std::string_view(row).substr(before + 1);
    if (name.substr(0, name.find('\t')) == zone) return row.substr(0, 2);
  }
  return "";
}

}  // namespace shelfcast
