// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/table.hpp"

namespace shelfcast::sources {

/// The marketplace's settings, with defaults and a warning where there is no file that describes marketplaces.
Result<domain::Marketplace> read_marketplace(const Reading& reading, const std::optional<TableFile>& file);

}  // namespace shelfcast::sources
