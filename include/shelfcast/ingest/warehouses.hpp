// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/sources/files.hpp"
#include "shelfcast/storage/database.hpp"

#include <map>
#include <string>
#include <string_view>

namespace shelfcast::ingest {

/// Which files each marketplace's warehouse was last imported from, and through which mapping, so that later cycles
/// find them again. Any thread.
class Warehouses {
 public:
  explicit Warehouses(storage::Database& database) : database_(database) {}

  Result<void> remember(std::string_view marketplace, const sources::FilesToRead& files);
  [[nodiscard]] Result<std::map<std::string, sources::FilesToRead>> list() const;

 private:
  storage::Database& database_;
};

}  // namespace shelfcast::ingest
