// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/models/model.hpp"
#include "shelfcast/ranking/cube.hpp"

namespace shelfcast::ranking {

/// Units in integers, and money at the planned prices. Each cell is rounded once: all totals are sums of these.
Cells priced(const domain::Panel& panel, Edges edges, const models::Grid& units);

/// The boundaries after the cut as steps: 0, 1, 2, ...
std::vector<int> edges_after(Day cut, std::span<const Day> boundaries);

/// The cube of what was sold in the cells before the cut, and of `ahead` in those after it.
domain::Cube assemble(const domain::Panel& panel, const Names& names, const Cells& ahead);

}  // namespace shelfcast::ranking
