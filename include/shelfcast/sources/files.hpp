// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/sources/source.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace shelfcast::sources {

/// A warehouse that is a folder of CSV files (their columns: src/sources/README.md), seen by one marketplace: rows of
/// others are passed over. `extract` reads the files that changed since the position, each whole; a part of the sales
/// is its two files. Rows go to the sink as they are read: memory follows the transactions of the largest part.
std::unique_ptr<Source> open_file_warehouse(std::filesystem::path folder, std::string marketplace_key);

}  // namespace shelfcast::sources
