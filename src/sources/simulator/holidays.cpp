// SPDX-License-Identifier: Apache-2.0
#include "sources/simulator/holidays.hpp"

#include "shelfcast/base/holidays.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace shelfcast::sources::simulator {
namespace {

/// What a day of the table does to sales around it.
struct Effect {
  std::string_view name;
  int days_before;
  double before;  // on the logarithm of sales, rising towards the day
  double on;
  int days_after;
  double after;
};

constexpr std::array<Effect, 14> kEffects{{
    {"New Year's Day", 0, 0.0, -0.40, 3, 0.10},
    {"Good Friday", 6, 0.15, -0.12, 0, 0.0},
    {"Easter Sunday", 0, 0.0, -0.35, 0, 0.0},
    {"Easter Monday", 0, 0.0, -0.12, 3, 0.08},
    {"Labour Day", 2, 0.05, -0.15, 1, 0.05},
    {"Ascension Day", 2, 0.06, -0.18, 1, -0.05},
    {"Whit Monday", 2, 0.05, -0.15, 1, 0.05},
    {"German Unity Day", 2, 0.05, -0.12, 1, 0.05},
    {"Black Friday", 4, 0.18, 0.50, 2, 0.25},
    {"Cyber Monday", 0, 0.0, 0.40, 4, -0.12},
    {"Christmas Eve", 3, -0.15, -0.70, 0, 0.0},
    {"Christmas Day", 0, 0.0, -0.80, 0, 0.0},
    {"Second Christmas Day", 0, 0.0, -0.35, 4, 0.12},
    {"New Year's Eve", 0, 0.0, -0.45, 0, 0.0},
}};

struct Rule {
  std::string_view name;
  DayRule day;
};

/// Germany's, of the table by country.
const std::vector<Rule>& rules() {
  static const auto german = [] {
    std::vector<Rule> found;
    for (const auto& row : country_holidays())
      if (row.country == "DE") found.push_back({row.name, *DayRule::parse(row.day)});
    return found;
  }();
  return german;
}

}  // namespace

std::vector<NamedDay> german_holidays(Day first, Day last) {
  std::vector<NamedDay> days;
  for (int year = civil(first).year; year <= civil(last).year; ++year) {
    for (const auto& rule : rules()) {
      const auto day = rule.day.in(year);
      if (day && *day >= first && *day <= last) days.push_back({*day, rule.name});
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
    for (const auto& rule : rules()) {
      const auto* const effect = std::ranges::find(kEffects, rule.name, &Effect::name);
      const auto day = rule.day.in(year);
      if (effect == kEffects.end() || !day) continue;
      const int at = *day - first;
      add(at, effect->on);
      for (int i = 1; i <= effect->days_before; ++i)
        add(at - i, effect->before * (effect->days_before + 1 - i) / effect->days_before);
      for (int i = 1; i <= effect->days_after; ++i)
        add(at + i, effect->after * (effect->days_after + 1 - i) / effect->days_after);
    }
  }
}

}  // namespace shelfcast::sources::simulator
