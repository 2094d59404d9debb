// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/load.hpp"

#include <span>
#include <vector>

namespace shelfcast::ingest {

/// What looks broken about a load, beside the earlier ones that were accepted (any order). Nothing, where there are too
/// few to say, or where the load says nothing.
std::vector<domain::LoadFinding> check_load(const domain::LoadProfile& load,
                                            std::span<const domain::LoadProfile> earlier);

}  // namespace shelfcast::ingest
