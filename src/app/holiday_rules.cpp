// SPDX-License-Identifier: Apache-2.0
#include "app/holiday_rules.hpp"

#include "shelfcast/base/nearest.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <set>

namespace shelfcast::app {
namespace {

using catalogue::OwnHoliday;

constexpr std::string_view kNobodys = "none";
constexpr std::array<std::string_view, 4> kKeys{"day", "name", "country", "marketplace"};

std::string place_of(const std::string& file, const toml::node& node) {
  return fmt::format("{}:{}", file, node.source().begin.line);
}

/// A day may also be one of TOML's own dates.
std::string day_in(const toml::table& row) {
  if (const auto date = row["day"].value<toml::date>())
    return fmt::format("{:04}-{:02}-{:02}", date->year, date->month, date->day);
  return row["day"].value_or(std::string());
}

Result<OwnHoliday> read_row(const std::string& file, const toml::table& row) {
  for (const auto& [key, value] : row) {
    if (std::ranges::find(kKeys, key.str()) != kKeys.end()) continue;
    const auto nearest = nearest_name(key.str(), kKeys);
    return fail(Code::config, place_of(file, value),
                fmt::format("there is no key '{}'{}", key.str(),
                            nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest)));
  }
  const auto day = DayRule::parse(day_in(row));
  if (!day) return fail(Code::config, place_of(file, row), day.error().sentence);
  OwnHoliday holiday{.day = *day,
                     .name = row["name"].value_or(std::string()),
                     .country = row["country"].value_or(std::string()),
                     .marketplace = row["marketplace"].value_or(std::string())};
  if (holiday.name.empty()) return fail(Code::config, place_of(file, row), "a holiday needs a name");
  return holiday;
}

Result<std::vector<OwnHoliday>> read_table(const std::string& file) {
  std::vector<OwnHoliday> holidays;
  try {
    const auto document = toml::parse_file(file);
    const auto* const rows = document["holiday"].as_array();
    if (rows == nullptr) return fail(Code::config, file, "there is no [[holiday]] in it");
    for (const auto& node : *rows) {
      const auto* const row = node.as_table();
      if (row == nullptr) return fail(Code::config, place_of(file, node), "a holiday is written as [[holiday]]");
      auto holiday = read_row(file, *row);
      if (!holiday) return std::unexpected(holiday.error());
      holidays.push_back(std::move(*holiday));
    }
  } catch (const toml::parse_error& error) {
    return fail(Code::config, fmt::format("{}:{}", file, error.source().begin.line), std::string(error.description()));
  }
  return holidays;
}

/// Of a country whose holidays are not built in, only rows of one's own can tell.
std::set<std::string, std::less<>> known_countries(const std::vector<OwnHoliday>& own) {
  std::set<std::string, std::less<>> countries{std::string(kNobodys)};
  for (const auto& row : country_holidays()) countries.emplace(row.country);
  for (const auto& row : own)
    if (!row.country.empty()) countries.insert(row.country);
  return countries;
}

}  // namespace

Result<catalogue::HolidayRules> holiday_rules(const Config& config) {
  std::vector<OwnHoliday> own;
  if (const auto& file = config.text("holidays.file"); !file.empty()) {
    auto rows = read_table(file);
    if (!rows) return std::unexpected(rows.error());
    own = std::move(*rows);
  }
  const auto known = known_countries(own);
  const auto countries = config.countries();
  for (const auto& [marketplace, country] : countries)
    if (!known.contains(country))
      return fail(Code::config, "holidays.country." + marketplace,
                  fmt::format("no holidays are known of '{}', only of {}", country, fmt::join(known, ", ")));
  return catalogue::HolidayRules(
      {.by_time_zone = config.text("holidays.by_time_zone") == "on", .country = countries, .own = std::move(own)});
}

}  // namespace shelfcast::app
