// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/ingest/warehouses.hpp"

namespace shelfcast::ingest {

Result<void> Warehouses::remember(std::string_view marketplace, std::string_view folder) {
  return database_.write("warehouse", [&](storage::Database& database) -> Result<void> {
    auto statement = database.prepare(
        "INSERT INTO warehouse (marketplace, folder) VALUES (?, ?) ON CONFLICT (marketplace) DO UPDATE SET folder = "
        "excluded.folder");
    if (!statement) return std::unexpected(statement.error());
    const auto done = statement->bind(marketplace).bind(folder).step();
    if (!done) return std::unexpected(done.error());
    return {};
  });
}

Result<std::map<std::string, std::string>> Warehouses::list() const {
  std::map<std::string, std::string> folders;
  const auto read = database_.read([&](storage::Database& database) -> Result<void> {
    auto statement = database.prepare("SELECT marketplace, folder FROM warehouse");
    if (!statement) return std::unexpected(statement.error());
    for (;;) {
      const auto row = statement->step();
      if (!row) return std::unexpected(row.error());
      if (!*row) return {};
      folders[statement->text(0)] = statement->text(1);
    }
  });
  if (!read) return std::unexpected(read.error());
  return folders;
}

}  // namespace shelfcast::ingest
