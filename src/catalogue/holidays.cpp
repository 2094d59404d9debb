// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/catalogue/holidays.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace shelfcast::catalogue {
namespace {

constexpr Instant kAlways{std::numeric_limits<std::int64_t>::min()};

/// Puts in all days of a rule from `first` to `last`.
class Calendar {
 public:
  Calendar(Day first, Day last) : first_(first), last_(last) {}

  void add(const DayRule& rule, std::string_view name, std::vector<domain::Holiday>& holidays) const {
    // A rule may be moved over the turn of the year.
    for (int year = civil(first_).year - 1; year <= civil(last_).year + 1; ++year) {
      const auto day = rule.in(year);
      if (day && *day >= first_ && *day <= last_) holidays.push_back({*day, std::string(name), kAlways});
    }
  }

 private:
  Day first_;
  Day last_;
};

}  // namespace

std::vector<domain::Holiday> HolidayRules::added_to(std::vector<domain::Holiday> told,
                                                    const domain::Marketplace& marketplace, Day first, Day last) const {
  const Calendar calendar(first, last);
  const auto country = country_of(marketplace);
  const std::size_t by_source = told.size();
  if (by_source == 0)
    for (const auto& row : country_holidays())
      if (row.country == country) calendar.add(*DayRule::parse(row.day), row.name, told);
  for (const auto& own : options_.own) {
    const bool is_meant = (own.marketplace.empty() || own.marketplace == marketplace.key) &&
                          (own.country.empty() || own.country == country);
    if (is_meant) calendar.add(own.day, own.name, told);
  }
  if (told.size() == by_source) return told;
  const auto place = [](const domain::Holiday& holiday) { return std::tie(holiday.day, holiday.name); };
  std::ranges::stable_sort(told, {}, place);
  const auto again = std::ranges::unique(told, {}, place);
  told.erase(again.begin(), again.end());
  return told;
}

std::string HolidayRules::country_of(const domain::Marketplace& marketplace) const {
  const auto own = options_.country.find(marketplace.key);
  if (own != options_.country.end()) return own->second;
  return options_.by_time_zone ? country_of_zone(marketplace.time_zone) : "";
}

}  // namespace shelfcast::catalogue
