// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/ingest/warehouses.hpp"

#include <nlohmann/json.hpp>

namespace shelfcast::ingest {
namespace {

std::string encoded(const std::vector<std::filesystem::path>& paths) {
  auto list = nlohmann::json::array();
  for (const auto& path : paths) list.push_back(path.string());
  return list.dump();
}

Result<std::vector<std::filesystem::path>> decoded(const std::string& text) {
  const auto list = nlohmann::json::parse(text, nullptr, false);
  std::vector<std::filesystem::path> paths;
  for (const auto& path : list) {
    if (!path.is_string())
      return fail(Code::corrupt, "catalogue.db", "holds a warehouse's paths that are no list of texts");
    paths.emplace_back(path.get<std::string>());
  }
  return paths;
}

}  // namespace

Result<void> Warehouses::remember(std::string_view marketplace, const sources::FilesToRead& files) {
  return database_.write("warehouse", [&](storage::Database& database) -> Result<void> {
    auto statement = database.prepare(
        "INSERT INTO warehouse (marketplace, paths, mapping) VALUES (?, ?, ?) ON CONFLICT (marketplace) DO UPDATE SET "
        "paths = excluded.paths, mapping = excluded.mapping");
    if (!statement) return std::unexpected(statement.error());
    const auto done = statement->bind(marketplace).bind(encoded(files.paths)).bind(files.mapping).step();
    if (!done) return std::unexpected(done.error());
    return {};
  });
}

Result<std::map<std::string, sources::FilesToRead>> Warehouses::list() const {
  std::map<std::string, sources::FilesToRead> all;
  const auto read = database_.read([&](storage::Database& database) -> Result<void> {
    auto statement = database.prepare("SELECT marketplace, paths, mapping FROM warehouse");
    if (!statement) return std::unexpected(statement.error());
    for (;;) {
      const auto row = statement->step();
      if (!row) return std::unexpected(row.error());
      if (!*row) return {};
      auto paths = decoded(statement->text(1));
      if (!paths) return std::unexpected(paths.error());
      all[statement->text(0)] = {std::move(*paths), statement->text(2)};
    }
  });
  if (!read) return std::unexpected(read.error());
  return all;
}

}  // namespace shelfcast::ingest
