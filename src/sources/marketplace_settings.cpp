// SPDX-License-Identifier: Apache-2.0
#include "sources/marketplace_settings.hpp"

#include "shelfcast/base/time.hpp"

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

Result<void> MarketplaceSettings::apply_to(domain::Marketplace& marketplace) const {
  if (!currency.empty()) marketplace.currency = currency;
  if (!time_zone.empty()) marketplace.time_zone = time_zone;
  if (const auto zone = TimeZone::find(marketplace.time_zone); !zone) {
    return fail(Code::rejected, "time_zone", zone.error().text());
  }
  if (!week_start.empty()) {
    const auto day = std::ranges::find(kWeekdays, week_start);
    if (day == kWeekdays.end()) {
      return fail(Code::rejected, "week_start", fmt::format("week_start '{}' is no weekday", week_start));
    }
    marketplace.week_start = static_cast<int>(day - kWeekdays.begin());
  }
  if (!lag_hours.empty()) {
    const auto* const end = lag_hours.data() + lag_hours.size();
    const auto [stopped, error] = std::from_chars(lag_hours.data(), end, marketplace.lag_hours);
    const bool whole = error == std::errc{} && stopped == end;
    if (!whole || marketplace.lag_hours < 0 || marketplace.lag_hours > kLongestLag) {
      return fail(Code::rejected, "lag_hours",
                  fmt::format("lag_hours '{}' is not a number from 0 to {}", lag_hours, kLongestLag));
    }
  }
  return {};
}

}  // namespace shelfcast::sources
