// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::telemetry {

enum class Kind : std::uint8_t { counter, gauge, histogram };

/// One series of a metric as it stood at a moment.
struct Sample {
  std::string labels;                  ///< as the text writes them: `code="200",method="GET"`
  double value = 0;                    ///< of a histogram how many values it holds
  std::span<const double> bounds;      ///< of a histogram's buckets, which last for ever
  std::vector<std::uint64_t> buckets;  ///< how many values lie in each, and in what exceeds them all
};

/// All series by the name of their metric.
using Snapshot = std::map<std::string, std::vector<Sample>, std::less<>>;
Snapshot snapshot();

/// What kind of metric has this name, and which labels; nullopt where the table has none.
struct Shape {
  Kind kind;
  std::span<const std::string_view> labels;
};
std::optional<Shape> shape_of(std::string_view metric);

}  // namespace shelfcast::telemetry
