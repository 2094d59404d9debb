// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::telemetry {

enum class Condition : unsigned char { ok, degraded, failing };

struct HealthFlag {
  std::string name;
  Condition condition;
  std::string detail;
};

/// Sets or replaces a flag: "store", "predictions DE". Any thread.
void set_health(std::string_view name, Condition condition, std::string_view detail);

/// All flags, by name.
std::vector<HealthFlag> health();

}  // namespace shelfcast::telemetry
