// SPDX-License-Identifier: Apache-2.0
#include "storage/migrations.hpp"

#include "shelfcast/base/digest.hpp"
#include "shelfcast/storage/database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

namespace shelfcast::storage {
namespace {

using Checksums = std::map<std::string, std::string>;

Result<void> run_script(Database& database, std::string_view sql) {
  while (true) {
    auto statement = database.prepare_next(sql);
    if (!statement) return std::unexpected(statement.error());
    if (!*statement) return {};
    if (auto done = (*statement)->step(); !done) return std::unexpected(done.error());
  }
}

Result<Checksums> checksums_of_those_run(Database& database) {
  Checksums known;
  const auto read = database.write("schema", [&](Database& db) -> Result<void> {
    const auto created = run_script(
        db, "CREATE TABLE IF NOT EXISTS schema_migration (name TEXT PRIMARY KEY, checksum TEXT NOT NULL) STRICT;");
    if (!created) return created;
    auto rows = db.prepare("SELECT name, checksum FROM schema_migration");
    if (!rows) return std::unexpected(rows.error());
    auto more = rows->step();
    for (; more && *more; more = rows->step()) known.emplace(rows->text(0), rows->text(1));
    if (!more) return std::unexpected(more.error());
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return known;
}

Result<void> refuse_newer_schema(const Checksums& known, std::span<const Migration> migrations) {
  for (const auto& [name, checksum] : known) {
    if (std::ranges::any_of(migrations, [&](const Migration& own) { return own.name == name; })) continue;
    return fail(Code::conflict, "migration " + name,
                "the database was written by a newer version of this program, which knows this migration; "
                "use that version");
  }
  return {};
}

Result<void> run(Database& database, const Migration& migration, const std::string& checksum) {
  return database.write("migration", [&](Database& db) -> Result<void> {
    if (auto done = run_script(db, migration.sql); !done) return done;
    auto record = db.prepare("INSERT INTO schema_migration (name, checksum) VALUES (?, ?)");
    if (!record) return std::unexpected(record.error());
    const auto stepped = record->bind(migration.name).bind(checksum).step();
    if (!stepped) return std::unexpected(stepped.error());
    return {};
  });
}

}  // namespace

Result<void> migrate(Database& database, std::span<const Migration> migrations) {
  const auto known = checksums_of_those_run(database);
  if (!known) return std::unexpected(known.error());
  if (auto fits = refuse_newer_schema(*known, migrations); !fits) return fits;
  for (const auto& migration : migrations) {
    const auto checksum = hex(fingerprint(migration.sql));
    const auto earlier = known->find(std::string(migration.name));
    if (earlier == known->end()) {
      if (auto done = run(database, migration, checksum); !done) return done;
    } else if (earlier->second != checksum) {
      return fail(Code::corrupt, fmt::format("migration {}", migration.name),
                  "it was changed after it had run on this database; restore its text and add a new migration instead");
    }
  }
  return {};
}

}  // namespace shelfcast::storage
