// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/table.hpp"

namespace shelfcast::sources {

/// Tells the sink of the marketplace, with defaults where the folder does not describe marketplaces.
Result<void> read_marketplace(const Reading& reading, bool described);

}  // namespace shelfcast::sources
