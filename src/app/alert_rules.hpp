// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/config.hpp"
#include "shelfcast/monitor/custom_rule.hpp"

#include <vector>

namespace shelfcast::app {

/// The configuration's own rules; `config` where one cannot be read.
Result<std::vector<monitor::CustomRule>> custom_rules(const Config& config);

}  // namespace shelfcast::app
