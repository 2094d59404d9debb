// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/config.hpp"
#include "shelfcast/catalogue/holidays.hpp"

namespace shelfcast::app {

/// The holidays that the configuration tells of: a table of one's own, and who keeps which country's. `config` failure
/// with the line that is not understood.
Result<catalogue::HolidayRules> holiday_rules(const Config& config);

}  // namespace shelfcast::app
