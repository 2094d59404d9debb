// SPDX-License-Identifier: Apache-2.0
#include "api/models/asked_forecast.hpp"
#include "shelfcast/base/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace shelfcast::api {
namespace {

constexpr std::size_t kLongestId = 128;
constexpr std::size_t kMostBuckets = 4000;
constexpr int kLeastDays = 28;
constexpr int kMostDays = 4000;

bool read_text(std::string_view text, std::string& value) {
  value = text;
  return !text.empty() && text.size() <= kLongestId;
}

bool read_bucket(std::string_view text, AskedForecast& asked) {
  const auto frame = parse_frame(lowered(text));
  asked.bucket = frame.value_or(asked.bucket);
  return frame.has_value();
}

/// The last one is not for comparisons.
constexpr std::array<Parameter<AskedForecast>, 8> kParameters{{
    {"merchant_id",
     [](auto text, auto& asked) { return read_text(text, asked.merchant); },
     {"must be a merchant's id"}},
    {"marketplace_id", [](auto text, auto& asked) { return read_text(text, asked.marketplace); },
     text_as("DE", "must be a marketplace's id")},
    {"bucket_type", read_bucket, one_of("DAY, WEEK, MONTH, QUARTER, HALF, YEAR")},
    {"window", [](auto text, auto& asked) { return assign(parse_window(text), asked.window); },
     one_of("next, calendar, rolling")},
    {"lookback", [](auto text, auto& asked) { return assign(parse_count(text, 1, kMostBuckets), asked.lookback); },
     whole_number(1, kMostBuckets, "must be a whole number of buckets, from 1 on")},
    {"limit", [](auto text, auto& asked) { return assign(parse_count(text, 1, 100), asked.limit); },
     whole_number(1, 100)},
    {"as_of", [](auto text, auto& asked) { return assign(parse_as_of(text), asked.as_of); }, kAsOfRule},
    {"model", [](auto text, auto& asked) { return read_text(text, asked.model); }, {"must be the name of a model"}},
}};

std::expected<AskedForecast, Refusal> parse(const http::Request& request,
                                            std::span<const Parameter<AskedForecast>> parameters) {
  AskedForecast asked;
  auto errors = read_parameters<AskedForecast>(request.query, parameters, asked);
  const int days = asked.lookback_days();
  if (asked.lookback > 0 && (days < kLeastDays || days > kMostDays)) {
    errors.push_back({"?lookback", "invalid",
                      fmt::format("{} times {} is {} days: models look back {} to {}.", asked.lookback,
                                  upper_name_of(asked.bucket), days, kLeastDays, kMostDays)});
  }
  if (!errors.empty()) return std::unexpected(bad_fields(400, std::move(errors)));
  return asked;
}

}  // namespace

int AskedForecast::lookback_days() const {
  const auto* const row = std::ranges::find(kFrames, bucket, &FrameRow::frame);
  return static_cast<int>(lookback) * row->rolling_days;
}

std::span<const Parameter<AskedForecast>> top_forecast_parameters() {
  return kParameters;
}

std::span<const Parameter<AskedForecast>> comparison_parameters() {
  return std::span(kParameters).first(kParameters.size() - 1);
}

std::expected<AskedForecast, Refusal> parse_top_forecast(const http::Request& request) {
  return parse(request, top_forecast_parameters());
}

std::expected<AskedForecast, Refusal> parse_comparison(const http::Request& request) {
  return parse(request, comparison_parameters());
}

std::string upper_name_of(Frame frame) {
  std::string name(name_of(frame));
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return name;
}

}  // namespace shelfcast::api
