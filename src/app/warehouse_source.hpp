// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/sources/files.hpp"

#include <memory>
#include <string>

namespace shelfcast::app {

/// Whether a location is a path, and not a database or a change stream.
bool is_path(const std::string& location);

/// A warehouse: a connection to PostgreSQL or the topics of a change stream (in Kafka, where that is configured) where
/// that is what its path says, else files.
std::unique_ptr<sources::Source> open_warehouse(House& house, const sources::FilesToRead& warehouse,
                                                const std::string& marketplace);

}  // namespace shelfcast::app
