// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/question.hpp"

#include <expected>
#include <string>

namespace shelfcast::api {

/// What of a marketplace's or a merchant's categories is expected, as the parameters ask.
struct AskedForecast {
  std::string merchant;     ///< empty: everyone's sales
  std::string marketplace;  ///< empty: the only one
  Frame bucket = Frame::week;
  Window window = Window::next;
  std::string model;         ///< in its own spelling; empty: the ensemble
  std::size_t lookback = 0;  ///< buckets that models look back; 0: as many as the cycle
  std::size_t limit = 10;
  std::optional<std::variant<Day, Instant>> as_of = {};  ///< as Question has it

  [[nodiscard]] int lookback_days() const;
};

/// Every wrong, unknown or repeated parameter at once, as a 400.
/// What these two read.
std::span<const Parameter<AskedForecast>> top_forecast_parameters();
std::span<const Parameter<AskedForecast>> comparison_parameters();
std::expected<AskedForecast, Refusal> parse_top_forecast(const http::Request& request);
/// The same without a model: all are compared.
std::expected<AskedForecast, Refusal> parse_comparison(const http::Request& request);

/// BUCKET as these endpoints write it.
std::string upper_name_of(Frame frame);

}  // namespace shelfcast::api
