// SPDX-License-Identifier: Apache-2.0
#include "sources/marketplace_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace shelfcast::sources {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                       "friday", "saturday", "sunday"};
constexpr int kLongestLag = 24 * 31;

}  // namespace

Result<domain::Marketplace> read_settings(std::string key, const std::string& place,
                                          const std::function<std::string_view(std::string_view column)>& cell) {
  domain::Marketplace marketplace;
  marketplace.key = std::move(key);
  marketplace.name = cell("name").empty() ? marketplace.key : cell("name");
  if (!cell("currency").empty()) marketplace.currency = cell("currency");
  if (!cell("time_zone").empty()) marketplace.time_zone = cell("time_zone");
  if (const auto zone = TimeZone::find(marketplace.time_zone); !zone) {
    return fail(Code::rejected, place, zone.error().text());
  }
  if (const auto start = cell("week_start"); !start.empty()) {
    const auto day = std::ranges::find(kWeekdays, start);
    if (day == kWeekdays.end()) return fail(Code::rejected, place, fmt::format("week_start '{}' is no weekday", start));
    marketplace.week_start = static_cast<int>(day - kWeekdays.begin());
  }
  if (const auto lag = cell("lag_hours"); !lag.empty()) {
    const auto [end, error] = std::from_chars(lag.data(), lag.data() + lag.size(), marketplace.lag_hours);
    const bool whole = error == std::errc{} && end == lag.data() + lag.size();
    if (!whole || marketplace.lag_hours < 0 || marketplace.lag_hours > kLongestLag) {
      return fail(Code::rejected, place, fmt::format("lag_hours '{}' is not a number from 0 to {}", lag, kLongestLag));
    }
  }
  return marketplace;
}

}  // namespace shelfcast::sources
