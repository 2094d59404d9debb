// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/monitor/shop.hpp"

#include <string>

namespace shelfcast::app {

/// What sellers' alerts are judged from: the table that serves, the last one that knew nothing of the week before its
/// cut, what was sold since, prices, stock. `not_found` where nothing serves.
Result<monitor::Shop> gather_shop(const House& house, const std::string& marketplace);

/// That, judged: to be taken after every publish.
Result<monitor::Look> shop_look(const House& house, const std::string& marketplace,
                                const monitor::OwnThreshold& own = {});

}  // namespace shelfcast::app
