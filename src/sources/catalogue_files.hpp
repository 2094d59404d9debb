// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/table.hpp"

#include <string_view>
#include <vector>

namespace shelfcast::sources {

/// A file about the catalogue: how it is read, and which other file's news make it worth reading again.
struct CatalogueFile {
  std::string_view file;
  Result<void> (*read)(const Reading& reading, TableFile file);
  std::string_view refers_to;  ///< rows about things that this file tells are refused until it has told them
};

/// In the order in which they must be told.
extern const std::vector<CatalogueFile> kCatalogueFiles;

}  // namespace shelfcast::sources
