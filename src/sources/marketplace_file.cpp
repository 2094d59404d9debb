// SPDX-License-Identifier: Apache-2.0
#include "sources/marketplace_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace shelfcast::sources {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                       "friday", "saturday", "sunday"};
constexpr int kLongestLag = 24 * 31;

std::unexpected<Error> wrong_setting(const TableFile& file, const Table& table, std::string sentence) {
  return fail(Code::rejected, fmt::format("{}:{}", file.path.string(), table.place().row), std::move(sentence));
}

/// The row of the table's present marketplace. Its settings decide every day's bounds, so that a wrong one is an error.
Result<domain::Marketplace> read_settings(const Reading& reading, const TableFile& file, const Table& table) {
  const auto cell = [&](std::string_view name) { return table.text(table.column(name)); };
  domain::Marketplace marketplace;
  marketplace.key = reading.marketplace;
  marketplace.name = cell("name").empty() ? marketplace.key : cell("name");
  if (!cell("currency").empty()) marketplace.currency = cell("currency");
  if (!cell("time_zone").empty()) marketplace.time_zone = cell("time_zone");
  if (const auto zone = TimeZone::find(marketplace.time_zone); !zone) {
    return wrong_setting(file, table, zone.error().text());
  }
  if (const auto start = cell("week_start"); !start.empty()) {
    const auto day = std::ranges::find(kWeekdays, start);
    if (day == kWeekdays.end()) return wrong_setting(file, table, fmt::format("week_start '{}' is no weekday", start));
    marketplace.week_start = static_cast<int>(day - kWeekdays.begin());
  }
  if (const auto lag = cell("lag_hours"); !lag.empty()) {
    const auto [end, error] = std::from_chars(lag.data(), lag.data() + lag.size(), marketplace.lag_hours);
    const bool whole = error == std::errc{} && end == lag.data() + lag.size();
    if (!whole || marketplace.lag_hours < 0 || marketplace.lag_hours > kLongestLag) {
      return wrong_setting(file, table, fmt::format("lag_hours '{}' is not a number from 0 to {}", lag, kLongestLag));
    }
  }
  return marketplace;
}

}  // namespace

Result<domain::Marketplace> read_marketplace(const Reading& reading, const std::optional<TableFile>& file) {
  if (!file) {
    domain::Marketplace marketplace;
    marketplace.key = marketplace.name = reading.marketplace;
    reading.done.warnings.push_back(
        fmt::format("marketplaces.csv is missing: '{}' is taken to count days in {} and money in {}",
                    reading.marketplace, marketplace.time_zone, marketplace.currency));
    return marketplace;
  }
  auto table = Table::open(reading, kMarketplaces, *file);
  if (!table) return std::unexpected(table.error());
  const At key = table->column("marketplace_id");
  std::string others;
  while (true) {
    const auto more = table->next();
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
    if (table->text(key) == reading.marketplace) return read_settings(reading, *file, *table);
    others += fmt::format("{}{}", others.empty() ? "" : ", ", table->text(key));
  }
  return fail(Code::rejected, file->path.string(),
              fmt::format("does not describe a marketplace '{}'; it describes: {}", reading.marketplace,
                          others.empty() ? "none" : others));
}

}  // namespace shelfcast::sources
