// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/sources/source.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace shelfcast::storage {
class Store;
struct Family;
}  // namespace shelfcast::storage

namespace shelfcast::sources {

/// A warehouse in PostgreSQL (14 or later): tables with the names and columns of the warehouse files.
struct PostgresOptions {
  /// How libpq writes a connection, as postgresql://reader@host/shop?sslmode=verify-full, without a password.
  std::string warehouse;
  /// Where else some tables live; empty: in the warehouse. Buyers are read from nowhere.
  std::string transactions = {};  ///< transactions, transaction_products
  std::string products = {};      ///< products, price_history, promotions, stock_levels
  std::string categories = {};
  /// For every connection; where it is empty, libpq looks for one in PGPASSWORD and its password file.
  std::string password = {};
  /// How long before the newest updated_at a row that is told anew may lie: as long as its transaction may take.
  std::chrono::seconds overlap = std::chrono::hours(1);
  /// How often all lines are counted again, so that deletes, and changes that no updated_at tells of, are found.
  std::chrono::seconds recount_every = std::chrono::hours(24);
  std::chrono::seconds statement_timeout = std::chrono::hours(1);
};

/// Whether a warehouse's location is a connection to PostgreSQL and not a folder.
bool is_postgres(std::string_view location);

/// The column families in which this kind of source remembers which lines it has told, for `Store::open`.
std::vector<const storage::Family*> postgres_families();

/// The warehouse as one marketplace sees it. Reads in read-only transactions, one snapshot a database, and holds a
/// bounded part of it in memory; a role that may SELECT is enough. `remembered` must outlive the source.
/// Failures of `extract`: `invalid` a connection string that makes no sense or holds a password; `unavailable` a server
/// that cannot be reached, is lost in mid-stream, or takes longer than the timeout; `rejected` tables that make no
/// warehouse.
std::unique_ptr<Source> open_postgres_warehouse(PostgresOptions options, std::string marketplace_key,
                                                storage::Store& remembered);

}  // namespace shelfcast::sources
