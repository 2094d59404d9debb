// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/postgres/connection.hpp"
#include "sources/schema.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::sources {

/// A table of the schema as a database has it.
struct DatabaseTable {
  enum class Has : unsigned char { nothing, text, time };  ///< of a column: whether it is there, and can be compared

  const Schema* schema = nullptr;
  std::string place;         ///< "postgresql://host/shop/products"
  std::vector<Has> columns;  ///< by the schema's columns

  [[nodiscard]] Has has(std::string_view column) const;
  [[nodiscard]] bool has_watermark() const { return has("updated_at") == Has::time; }
};

/// What the catalogue of the database says of the table that the search path leads to; nullopt where there is none.
/// A missing required column is `rejected` with the nearest one; an unknown one is a warning. A table without a
/// marketplace_id is about one marketplace only: that is a warning, too.
Result<std::optional<DatabaseTable>> find_table(Connection& connection, const Schema& schema,
                                                std::vector<std::string>& warnings);
/// As above; `rejected` where there is none.
Result<DatabaseTable> need_table(Connection& connection, const Schema& schema, std::vector<std::string>& warnings);

/// "t.product_id, t.name, NULL, ...": a cell for every column of the schema, NULL for what is missing or personal.
std::string select_list(const DatabaseTable& table, std::string_view alias);

}  // namespace shelfcast::sources
