// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/monitor/distribution_watch.hpp"

namespace shelfcast::app {

/// Sales of the four weeks before the cut of the table that serves, and what the tables that are kept foresaw, by
/// category. Takes a while: not for every look.
Result<monitor::Distributions> distributions_of(const House& house, const domain::Marketplace& marketplace,
                                                const predictions::Table& serving);

}  // namespace shelfcast::app
