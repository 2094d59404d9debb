// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/base/time.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace shelfcast {

/// Which day of a year is meant, or which day alone, as people write it:
///   2025-06-13      that day alone                    12-25           every year on 25 December
///   easter          Easter Sunday (Gregorian)         monday 05-25    the first Monday from 25 May on
/// The last two, and 12-25, may be moved by days: easter-2, thursday 11-22+1.
class DayRule {
 public:
  /// `invalid` says what is not understood.
  static Result<DayRule> parse(std::string_view text);

  /// The day of that year; nullopt where it has none.
  [[nodiscard]] std::optional<Day> in(int year) const;

 private:
  enum class Anchor { once, yearly, easter, weekday };
  Anchor anchor_ = Anchor::once;
  CivilDate date_{};  // of which `once` alone has a year
  int weekday_ = 0;
  int moved_ = 0;  // days
};

Day easter_sunday(int year);

/// One row of the built-in table.
struct CountryHoliday {
  std::string_view country;  ///< ISO 3166, two letters
  std::string_view day;      ///< a DayRule
  std::string_view name;
};

/// The holidays, and the days on which shops do quite another trade, of the countries that are known here.
std::span<const CountryHoliday> country_holidays();

/// The country in which a time zone lies, as the system's tz database says; "" where it lies in none, as UTC.
std::string country_of_zone(std::string_view zone);

}  // namespace shelfcast
