// SPDX-License-Identifier: Apache-2.0
#include "api/actuals/asked_actuals.hpp"
#include "shelfcast/base/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace shelfcast::api {
namespace {

bool read_bucket(std::string_view text, AskedActuals& asked) {
  asked.bucket = parse_frame(lowered(text));
  return asked.bucket.has_value();
}

bool read_start(std::string_view text, AskedActuals& asked) {
  if (const auto day = parse_day(text)) {
    asked.start = *day;
  } else if (const auto instant = parse_instant(text)) {
    asked.start = *instant;
  } else {
    return false;
  }
  return true;
}

bool read_hours(std::string_view text, AskedActuals& asked) {
  constexpr std::array<std::pair<std::string_view, int>, 4> kWindows{
      {{"1h", 1}, {"6h", 6}, {"24h", 24}, {"7d", 7 * 24}}};
  const auto* const found = std::ranges::find(kWindows, text, &std::pair<std::string_view, int>::first);
  if (found == kWindows.end()) return false;
  asked.hours = found->second;
  return true;
}

bool read_measure(std::string_view text, AskedActuals& asked) {
  if (text == "amount") asked.measure = Measure::amount;
  if (text == "units") asked.measure = Measure::units;
  return asked.measure.has_value();
}

bool read_tree(std::string_view text, AskedActuals& asked) {
  asked.tree_of_then = text == "then";
  return text == "then" || text == "now";
}

constexpr std::array<Parameter<AskedActuals>, 12> kParameters{{
    {"merchantId", [](auto text, auto& asked) { return read_key(text, asked.merchant); }, {"must be a merchant's id"}},
    {"marketplaceId", [](auto text, auto& asked) { return read_key(text, asked.marketplace); },
     text_as("DE", "must be a marketplace's id")},
    {"categoryId", [](auto text, auto& asked) { return read_key(text, asked.category); }, {"must be a category's id"}},
    {"bucketType", read_bucket, one_of("DAY, WEEK, MONTH, QUARTER, HALF, YEAR")},
    {"bucketStart", read_start, {"must be a date (2025-11-20) or RFC 3339 (2025-11-20T14:03:59Z)"}},
    {"window", read_hours, one_of("1h, 6h, 24h, 7d")},
    {"timeZone", [](auto text, auto& asked) { return read_zone(text, asked); }, kZoneRule},
    {"weekStart", [](auto text, auto& asked) { return read_week_start(text, asked); }, kWeekStartRule},
    {"measure", read_measure, one_of("amount, units")},
    {"tree", read_tree, one_of("now, then")},
    {"limit", [](auto text, auto& asked) { return assign(parse_count(text, 1, 100), asked.limit); },
     whole_number(1, 100)},
    {"page", [](auto text, auto& asked) { return assign(parse_count(text, 1, 1'000'000'000), asked.page); },
     whole_number(1, kNoEnd)},
}};

}  // namespace

std::span<const Parameter<AskedActuals>> actuals_parameters() {
  return kParameters;
}

std::expected<AskedActuals, Refusal> parse_actuals(const http::Request& request) {
  AskedActuals asked;
  auto errors = read_parameters<AskedActuals>(request.query, kParameters, asked);
  if (!asked.bucket && !asked.hours && errors.empty()) {
    errors.push_back(
        {"?bucketType", "missing", "bucketType is required (or window): DAY, WEEK, MONTH, QUARTER, HALF or YEAR."});
  }
  if (asked.bucket && asked.hours) {
    errors.push_back({"?window", "conflict", "bucketType and window cannot both be asked for."});
  }
  if (!errors.empty()) return std::unexpected(bad_fields(400, std::move(errors)));
  return asked;
}

}  // namespace shelfcast::api
