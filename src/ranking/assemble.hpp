// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/ranking/cube.hpp"

namespace shelfcast::ranking {

/// The boundaries after the cut as steps: 0, 1, 2, ...
std::vector<int> edges_after(Day cut, std::span<const Day> boundaries);

/// The cube of what was sold in the cells before the cut, and of `ahead` in those after it.
domain::Cube assemble(const domain::Panel& panel, const Names& names, const Cells& ahead);

}  // namespace shelfcast::ranking
