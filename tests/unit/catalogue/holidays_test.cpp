// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/catalogue/holidays.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

using namespace shelfcast;
using catalogue::HolidayRules;

namespace {

domain::Marketplace marketplace(std::string key, std::string zone) {
  domain::Marketplace made;
  made.key = std::move(key);
  made.time_zone = std::move(zone);
  return made;
}

/// Those of May 2024, as "05-06 Early May Bank Holiday".
std::vector<std::string> of_may(const HolidayRules& rules, const domain::Marketplace& of,
                                std::vector<domain::Holiday> told = {}) {
  std::vector<std::string> found;
  for (const auto& holiday : rules.added_to(std::move(told), of, day_of({2024, 5, 1}), day_of({2024, 5, 31})))
    found.push_back(fmt::format("{} {}", format_day(holiday.day).substr(5), holiday.name));
  return found;
}

using Texts = std::vector<std::string>;

const auto kLondon = marketplace("UK", "Europe/London");
const Texts kBankHolidays{"05-06 Early May Bank Holiday", "05-27 Spring Bank Holiday"};

}  // namespace

TEST_CASE("a marketplace keeps the holidays of the country that it is told to be in") {
  const HolidayRules rules({.country = {{"UK", "GB"}}});
  CHECK(of_may(rules, kLondon) == kBankHolidays);
  CHECK(of_may(rules, marketplace("DE", "Europe/Berlin")).empty());
}

TEST_CASE("where it is wished, the country is that of the time zone, unless it is told to be nobody's") {
  CHECK(of_may(HolidayRules({.by_time_zone = true}), kLondon) == kBankHolidays);
  CHECK(of_may(HolidayRules(), kLondon).empty());
  CHECK(of_may(HolidayRules({.by_time_zone = true, .country = {{"UK", "none"}}}), kLondon).empty());
}

TEST_CASE("a source that tells holidays is believed alone, but a table of one's own adds to it") {
  const std::vector<domain::Holiday> told{{day_of({2024, 5, 20}), "Fair", {0}}};
  HolidayRules::Options options{.by_time_zone = true};
  CHECK(of_may(HolidayRules(options), kLondon, told) == Texts{"05-20 Fair"});
  options.own.push_back({.day = DayRule::parse("05-02").value(), .name = "Stocktaking"});
  CHECK(of_may(HolidayRules(options), kLondon, told) == Texts{"05-02 Stocktaking", "05-20 Fair"});
  CHECK(of_may(HolidayRules(options), kLondon) ==
        Texts{"05-02 Stocktaking", "05-06 Early May Bank Holiday", "05-27 Spring Bank Holiday"});
}

TEST_CASE(
    "a row of one's own is of one marketplace, of a country, or of all, and what is known already stays one day") {
  HolidayRules::Options options{.by_time_zone = true};
  const auto may_4 = DayRule::parse("05-04").value();
  options.own.push_back({.day = may_4, .name = "Here", .marketplace = "UK"});
  options.own.push_back({.day = may_4, .name = "In Britain", .country = "GB"});
  options.own.push_back({.day = DayRule::parse("monday 05-25").value(), .name = "Spring Bank Holiday"});
  const HolidayRules rules(options);
  CHECK(of_may(rules, kLondon) == Texts{"05-04 Here", "05-04 In Britain", kBankHolidays[0], kBankHolidays[1]});
  CHECK(of_may(rules, marketplace("US", "UTC")) == Texts{"05-27 Spring Bank Holiday"});
}
