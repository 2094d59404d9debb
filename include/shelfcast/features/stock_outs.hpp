// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"

#include <span>
#include <vector>

namespace shelfcast::features {

/// When a product could not be bought, up to the cut: by its states, ascending by day.
std::vector<domain::StockOut> stock_outs_until(Day cut, std::span<const domain::StockState> states);

}  // namespace shelfcast::features
