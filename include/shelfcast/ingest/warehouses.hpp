// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/storage/database.hpp"

#include <map>
#include <string>
#include <string_view>

namespace shelfcast::ingest {

/// Which folder each marketplace's warehouse was last imported from, so that later cycles find it again. Any thread.
class Warehouses {
 public:
  explicit Warehouses(storage::Database& database) : database_(database) {}

  Result<void> remember(std::string_view marketplace, std::string_view folder);
  [[nodiscard]] Result<std::map<std::string, std::string>> list() const;

 private:
  storage::Database& database_;
};

}  // namespace shelfcast::ingest
