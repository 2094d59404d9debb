// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/sources/source.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace shelfcast::sources {

/// A warehouse that is a folder of CSV files (their columns: src/sources/README.md), seen by one marketplace: rows of
/// others are passed over. `extract` reads the files that changed since the position, each whole; a part of the sales
/// is its two files. Rows go to the sink as they are read: memory follows the transactions of the largest part.
std::unique_ptr<Source> open_file_warehouse(std::filesystem::path folder, std::string marketplace_key);

struct FilesToRead {
  std::vector<std::filesystem::path> paths;  ///< files or folders; of the own layout just one folder
  std::string mapping;                       ///< a shipped mapping or a TOML file; empty: the warehouse's own layout
};

/// Files of any layout (config/mappings/README.md), plain or packed as gzip, zstd or xz, in whatever dialect they are
/// written. Files that changed since the position are read anew, all of them where the mapping did. `extract` fails
/// with `config` where the mapping is wrong or unknown.
std::unique_ptr<Source> open_files(const FilesToRead& files, std::string marketplace_key);

}  // namespace shelfcast::sources
