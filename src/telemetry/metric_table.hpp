// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/telemetry/snapshot.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace shelfcast::telemetry {

/// A metric that may be used: its labels in the order in which they are written, and a histogram's upper bounds.
struct MetricRow {
  std::string_view name;
  Kind kind;
  std::vector<std::string_view> labels;
  std::string_view help;
  std::span<const double> buckets = {};  // NOLINT(readability-redundant-member-init): so that a row may leave it out
};

/// Every metric of the process. The one place where a new one is added.
std::span<const MetricRow> metric_table();

}  // namespace shelfcast::telemetry
