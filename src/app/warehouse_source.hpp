// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/sources/source.hpp"

#include <memory>
#include <string>

namespace shelfcast::app {

/// Whether a location is a path, and not a database or a change stream.
bool is_folder(const std::string& location);

/// The warehouse at a location: a connection to PostgreSQL, the topics of a change stream (in Kafka, where that is
/// configured), or a folder of files.
std::unique_ptr<sources::Source> open_warehouse(House& house, const std::string& location,
                                                const std::string& marketplace);

}  // namespace shelfcast::app
