// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/alert.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace shelfcast::monitor {

struct Condition;

/// A rule of the configuration, as `P2 increase(shelfcast_orders_total{outcome="rejected"}, 1h) > 100 for 10m`.
struct CustomRule {
  std::string name;
  domain::Priority priority = domain::Priority::p2;
  std::string text;  ///< as it was written
  std::int64_t hold = 0;
  std::shared_ptr<const Condition> condition;
};

/// `invalid` says what was expected where.
Result<CustomRule> read_rule(std::string name, std::string_view text);

}  // namespace shelfcast::monitor
