// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/sources/source.hpp"

#include <memory>
#include <string>

namespace shelfcast::app {

/// The warehouse at a location: a connection to PostgreSQL, or a folder of files.
std::unique_ptr<sources::Source> open_warehouse(House& house, const std::string& location,
                                                const std::string& marketplace);

}  // namespace shelfcast::app
