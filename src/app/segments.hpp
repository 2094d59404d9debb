// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/monitor/segment_watch.hpp"

namespace shelfcast::app {

/// What the tables that knew nothing of them foresaw of the last twelve calendar weeks that are over, and what was sold
/// in them: by category, price, pace and age of the products, as each table had them. Weeks of which no such table is
/// kept are left out. Takes a while: not for every look.
Result<monitor::Segments> segments_of(const House& house, const domain::Marketplace& marketplace,
                                      const predictions::Table& serving);

}  // namespace shelfcast::app
