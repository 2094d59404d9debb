// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/holidays.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace shelfcast;

namespace {

std::string day_in(std::string_view rule, int year) {
  const auto day = DayRule::parse(rule).value().in(year);
  return day ? format_day(*day) : "none";
}

/// The day of a country's holiday in 2024.
std::string in_2024(std::string_view country, std::string_view name) {
  for (const auto& row : country_holidays())
    if (row.country == country && row.name == name) return day_in(row.day, 2024);
  return "none";
}

}  // namespace

TEST_CASE("a holiday is a date, a day of every year, days from Easter or the first weekday from a day on") {
  CHECK(day_in("2025-06-13", 2025) == "2025-06-13");
  CHECK(day_in("2025-06-13", 2026) == "none");
  CHECK(day_in("12-25", 2026) == "2026-12-25");
  CHECK(day_in("02-29", 2024) == "2024-02-29");
  CHECK(day_in("02-29", 2025) == "none");
  CHECK(day_in("easter", 2025) == "2025-04-20");
  CHECK(day_in("easter-48", 2025) == "2025-03-03");
  CHECK(day_in("monday 05-25", 2026) == "2026-05-25");
  CHECK(day_in("thursday 11-22+1", 2025) == "2025-11-28");
}

TEST_CASE("a day that is not understood is refused with what one can write") {
  for (const auto* const wrong : {"", "christmas", "13-01", "2025-02-30", "easter+", "easter+x", "monday",
                                  "monday 02-31", "12-25 ", "12-25+1.5"}) {
    INFO(wrong);
    const auto rule = DayRule::parse(wrong);
    REQUIRE(!rule);
    CHECK(rule.error().code == Code::invalid);
    CHECK(rule.error().sentence.find("easter-2") != std::string::npos);
  }
}

TEST_CASE("countries keep the holidays that their calendars of 2024 say") {
  CHECK(in_2024("US", "Thanksgiving") == "2024-11-28");
  CHECK(in_2024("US", "Memorial Day") == "2024-05-27");
  CHECK(in_2024("US", "Martin Luther King Day") == "2024-01-15");
  CHECK(in_2024("CA", "Victoria Day") == "2024-05-20");
  CHECK(in_2024("CA", "Thanksgiving") == "2024-10-14");
  CHECK(in_2024("GB", "Early May Bank Holiday") == "2024-05-06");
  CHECK(in_2024("GB", "Summer Bank Holiday") == "2024-08-26");
  CHECK(in_2024("IE", "October Holiday") == "2024-10-28");
  CHECK(in_2024("SE", "Midsummer Eve") == "2024-06-21");
  CHECK(in_2024("SE", "All Saints' Day") == "2024-11-02");
  CHECK(in_2024("AT", "Corpus Christi") == "2024-05-30");
  CHECK(in_2024("BR", "Carnival Tuesday") == "2024-02-13");
  CHECK(in_2024("MX", "Revolution Day") == "2024-11-18");
  CHECK(in_2024("JP", "Respect for the Aged Day") == "2024-09-16");
}

TEST_CASE("every row of the table is understood, and no country has a name twice") {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const auto& row : country_holidays()) {
    INFO(row.country << ' ' << row.name);
    CHECK(row.country.size() == 2);
    CHECK(DayRule::parse(row.day));
    CHECK(seen.emplace(row.country, row.name).second);
  }
}

TEST_CASE("a time zone lies in one country, UTC in none") {
  CHECK(country_of_zone("Europe/Berlin") == "DE");
  CHECK(country_of_zone("Europe/London") == "GB");
  CHECK(country_of_zone("America/New_York") == "US");
  CHECK(country_of_zone("UTC").empty());
}
