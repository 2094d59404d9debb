// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/simulator/assortment.hpp"

namespace shelfcast::sources::simulator {

/// Departments, aisles and leaves, `count` in all (at least 3), parents before their children.
std::vector<CategoryNode> build_category_tree(int count);

}  // namespace shelfcast::sources::simulator
