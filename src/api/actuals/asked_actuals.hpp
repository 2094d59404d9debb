// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/actuals/subject.hpp"
#include "api/question.hpp"
#include "api/refusal.hpp"
#include "api/told.hpp"
#include "shelfcast/base/calendar.hpp"

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace shelfcast::api {

/// What was sold, as the parameters ask: of a calendar bucket, or of the last hours.
struct AskedActuals : AskedSubject {
  std::optional<Frame> bucket;
  std::optional<int> hours;
  std::variant<Now, Day, Instant> start;
  bool tree_of_then = false;       ///< categories as they were known then, not as they are now
  std::optional<Measure> measure;  ///< to rank by
  std::size_t limit = 10;
  std::size_t page = 1;
};

/// What is read.
std::span<const Parameter<AskedActuals>> actuals_parameters();
/// Every wrong, unknown, missing or repeated parameter at once, as a 400.
std::expected<AskedActuals, Refusal> parse_actuals(const http::Request& request);

}  // namespace shelfcast::api
