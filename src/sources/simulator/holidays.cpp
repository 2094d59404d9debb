// SPDX-License-Identifier: Apache-2.0
#include "sources/simulator/holidays.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace shelfcast::sources::simulator {
namespace {

enum class Anchor { fixed, easter, thanksgiving };  // the last: the fourth Thursday of November

struct HolidayRule {
  std::string_view name;
  Anchor anchor;
  int month;  // fixed only
  int day;    // of the month, or days after the anchor
  int days_before;
  double before;  // on the logarithm of sales, rising towards the day
  double on;
  int days_after;
  double after;
};

constexpr std::array<HolidayRule, 14> kRules{{
    {"New Year's Day", Anchor::fixed, 1, 1, 0, 0.0, -0.40, 3, 0.10},
    {"Good Friday", Anchor::easter, 0, -2, 6, 0.15, -0.12, 0, 0.0},
    {"Easter Sunday", Anchor::easter, 0, 0, 0, 0.0, -0.35, 0, 0.0},
    {"Easter Monday", Anchor::easter, 0, 1, 0, 0.0, -0.12, 3, 0.08},
    {"Labour Day", Anchor::fixed, 5, 1, 2, 0.05, -0.15, 1, 0.05},
    {"Ascension Day", Anchor::easter, 0, 39, 2, 0.06, -0.18, 1, -0.05},
    {"Whit Monday", Anchor::easter, 0, 50, 2, 0.05, -0.15, 1, 0.05},
    {"German Unity Day", Anchor::fixed, 10, 3, 2, 0.05, -0.12, 1, 0.05},
    {"Black Friday", Anchor::thanksgiving, 0, 1, 4, 0.18, 0.50, 2, 0.25},
    {"Cyber Monday", Anchor::thanksgiving, 0, 4, 0, 0.0, 0.40, 4, -0.12},
    {"Christmas Eve", Anchor::fixed, 12, 24, 3, -0.15, -0.70, 0, 0.0},
    {"Christmas Day", Anchor::fixed, 12, 25, 0, 0.0, -0.80, 0, 0.0},
    {"Second Christmas Day", Anchor::fixed, 12, 26, 0, 0.0, -0.35, 4, 0.12},
    {"New Year's Eve", Anchor::fixed, 12, 31, 0, 0.0, -0.45, 0, 0.0},
}};

Day fourth_thursday_of_november(int year) {
  constexpr int kThursday = 3;
  const Day first = day_of({year, 11, 1});
  return first + (kThursday - weekday(first) + 7) % 7 + 21;
}

Day day_in(int year, const HolidayRule& rule) {
  switch (rule.anchor) {
    case Anchor::fixed:
      return day_of({year, rule.month, rule.day});
    case Anchor::easter:
      return easter_sunday(year) + rule.day;
    case Anchor::thanksgiving:
      return fourth_thursday_of_november(year) + rule.day;
  }
  return {};
}

}  // namespace

Day easter_sunday(int year) {  // the anonymous Gregorian computus
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  const int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  return day_of({year, f / 31, f % 31 + 1});
}

std::vector<NamedDay> german_holidays(Day first, Day last) {
  std::vector<NamedDay> days;
  for (int year = civil(first).year; year <= civil(last).year; ++year) {
    for (const auto& rule : kRules) {
      const Day day = day_in(year, rule);
      if (day >= first && day <= last) days.push_back({day, rule.name});
    }
  }
  std::ranges::sort(days, {}, [](const NamedDay& named) { return std::pair(named.day, named.name); });
  return days;
}

void add_holiday_effects(std::span<double> log_sales, Day first, double sensitivity) {
  const auto size = static_cast<int>(log_sales.size());
  const auto add = [&](int index, double effect) {
    if (index >= 0 && index < size) log_sales[static_cast<std::size_t>(index)] += effect * sensitivity;
  };
  const int last_year = civil(first + size).year;
  for (int year = civil(first).year; year <= last_year; ++year) {
    for (const auto& rule : kRules) {
      const int at = day_in(year, rule) - first;
      add(at, rule.on);
      for (int i = 1; i <= rule.days_before; ++i)
        add(at - i, rule.before * (rule.days_before + 1 - i) / rule.days_before);
      for (int i = 1; i <= rule.days_after; ++i) add(at + i, rule.after * (rule.days_after + 1 - i) / rule.days_after);
    }
  }
}

}  // namespace shelfcast::sources::simulator
