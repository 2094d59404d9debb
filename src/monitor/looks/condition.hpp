// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "monitor/looks/history.hpp"
#include "shelfcast/base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::monitor {

enum class Function : std::uint8_t { value, largest, rate, increase, p50, p95, p99 };

/// A number out of metrics: `p99(shelfcast_http_request_duration_seconds{route="/graphql"}, 5m)`.
struct Term {
  /// Which values a label may have; a `*` at the end stands for anything.
  struct Match {
    std::string label;
    std::string value;
  };
  Function function = Function::value;
  std::string metric;
  std::vector<Match> matches;
  std::int64_t window = 0;  ///< in seconds, of functions that look back
};

/// `TERM > 3`, or `TERM / TERM > 0.1`.
struct Comparison {
  Term term;
  std::optional<Term> over;
  bool is_above = true;
  double bound = 0;
};

/// Comparisons that must all hold, joined by `and`.
struct Condition {
  std::vector<Comparison> all;
};

/// "5m" -> 300: a time of up to an hour, which `text` is cut off from.
Result<std::int64_t> read_duration(std::string_view& text);

/// Reads as much of `text` as is a condition, which it is cut off from. `invalid` says what was expected where.
Result<Condition> read_condition(std::string_view& text);

/// What the first comparison measured where all hold; nullopt where one does not, or there is nothing to measure yet.
std::optional<double> holds(const Condition& condition, const History& history);

}  // namespace shelfcast::monitor
