// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/sources/files.hpp"

#include <memory>
#include <string>

namespace shelfcast::app {

/// A warehouse: a connection to PostgreSQL where that is what its path says, else files.
std::unique_ptr<sources::Source> open_warehouse(House& house, const sources::FilesToRead& warehouse,
                                                const std::string& marketplace);

}  // namespace shelfcast::app
