// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/postgres/connection.hpp"
#include "sources/postgres/position.hpp"
#include "sources/postgres/tables.hpp"

#include "shelfcast/sources/source.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::sources {

/// In which of the databases a table lives (see PostgresOptions).
enum class Database : unsigned char { warehouse, transactions, products, categories };

struct CatalogueTelling {
  std::string_view marketplace;
  const PostgresPosition& before;
  PostgresPosition& position;  ///< the one being made
  std::chrono::seconds overlap;
  Instant now;
  Sink& sink;
  std::vector<std::string>& warnings;
};

/// A table about the catalogue, told since its watermark or, where it has none, whole.
struct CatalogueTable {
  Database database;
  Result<void> (*tell)(Connection& connection, const CatalogueTelling& telling);
};

/// In the order in which they must be told.
extern const std::vector<CatalogueTable> kCatalogueTables;

/// Tells the sink of the marketplace, with defaults where the database does not describe marketplaces.
Result<domain::Marketplace> tell_marketplace(Connection& connection, const CatalogueTelling& telling);

}  // namespace shelfcast::sources
