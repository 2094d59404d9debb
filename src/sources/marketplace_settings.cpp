// SPDX-License-Identifier: Apache-2.0
#include "sources/marketplace_settings.hpp"

#include "shelfcast/base/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace shelfcast::sources {
namespace {

constexpr int kLongestLag = 24 * 31;
constexpr std::array<std::string_view, 3> kGrains = {"instant", "day", "week"};  // as domain::Grain counts them

/// "units", "amount", or both of them with a blank between.
std::optional<domain::Measures> parse_measures(std::string_view text) {
  if (text == "units") return domain::Measures{.units = true, .amount = false};
  if (text == "amount") return domain::Measures{.units = false, .amount = true};
  if (text == "units amount" || text == "amount units") return domain::Measures{};
  return std::nullopt;
}

Result<void> read_what_is_told(domain::Marketplace& marketplace, const std::string& place, const SettingsCell& cell) {
  if (const auto name = cell("grain"); !name.empty()) {
    const auto* const grain = std::ranges::find(kGrains, name);
    if (grain == kGrains.end()) {
      return fail(Code::rejected, place, fmt::format("grain '{}' is none of instant, day and week", name));
    }
    marketplace.grain = static_cast<domain::Grain>(grain - kGrains.begin());
  }
  if (const auto names = cell("measures"); !names.empty()) {
    const auto measures = parse_measures(names);
    if (!measures) {
      return fail(Code::rejected, place, fmt::format("measures '{}' is none of units, amount and both", names));
    }
    marketplace.measures = *measures;
  }
  return {};
}

}  // namespace

Result<domain::Marketplace> read_settings(std::string key, const std::string& place, const SettingsCell& cell) {
  domain::Marketplace marketplace;
  marketplace.key = std::move(key);
  marketplace.name = cell("name").empty() ? marketplace.key : cell("name");
  if (!cell("currency").empty()) marketplace.currency = cell("currency");
  if (!cell("time_zone").empty()) marketplace.time_zone = cell("time_zone");
  if (const auto zone = TimeZone::find(marketplace.time_zone); !zone) {
    return fail(Code::rejected, place, zone.error().text());
  }
  if (const auto start = cell("week_start"); !start.empty()) {
    const auto day = parse_weekday(start);
    if (!day) return fail(Code::rejected, place, fmt::format("week_start '{}' is no weekday", start));
    marketplace.week_start = *day;
  }
  if (const auto lag = cell("lag_hours"); !lag.empty()) {
    const auto [end, error] = std::from_chars(lag.data(), lag.data() + lag.size(), marketplace.lag_hours);
    const bool whole = error == std::errc{} && end == lag.data() + lag.size();
    if (!whole || marketplace.lag_hours < 0 || marketplace.lag_hours > kLongestLag) {
      return fail(Code::rejected, place, fmt::format("lag_hours '{}' is not a number from 0 to {}", lag, kLongestLag));
    }
  }
  if (auto read = read_what_is_told(marketplace, place, cell); !read) return std::unexpected(read.error());
  return marketplace;
}

}  // namespace shelfcast::sources
