// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/registry/registry.hpp"

#include <fmt/format.h>

#include <initializer_list>

namespace shelfcast::registry {
namespace {

using storage::Database;
using storage::Statement;

constexpr std::string_view kColumns =
    "version, marketplace, stage, cycle, data_cut, config_digest, metrics, parent, trained_at, size, kind, "
    "blob IS NOT NULL";

Version read_row(const Statement& row) {
  return {.version = row.text(0),
          .marketplace = row.text(1),
          .kind = row.text(10),
          .stage = domain::stage_named(row.text(2)),
          .cycle = row.text(3),
          .data_cut = {static_cast<std::int32_t>(row.integer(4))},
          .config_digest = row.text(5),
          .metrics = row.text(6),
          .parent = row.text(7),
          .trained_at = {row.integer(8)},
          .size = static_cast<std::uint64_t>(row.integer(9)),
          .kept = row.integer(11) != 0};
}

/// All rows of a query with text parameters.
Result<std::vector<Version>> select(Database& database, std::string_view condition,
                                    std::initializer_list<std::string_view> parameters) {
  auto statement = database.prepare(fmt::format("SELECT {} FROM model_version WHERE {}", kColumns, condition));
  if (!statement) return std::unexpected(statement.error());
  for (const auto parameter : parameters) statement->bind(parameter);
  std::vector<Version> rows;
  for (;;) {
    const auto more = statement->step();
    if (!more) return std::unexpected(more.error());
    if (!*more) return rows;
    rows.push_back(read_row(*statement));
  }
}

Result<Version> one(Database& database, std::string_view version) {
  auto rows = select(database, "version = ?", {version});
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return fail(Code::not_found, std::string(version), "there is no such model version");
  return std::move(rows->front());
}

Result<void> execute(Database& database, std::string_view sql, std::string_view parameter) {
  auto statement = database.prepare(sql);
  if (!statement) return std::unexpected(statement.error());
  const auto done = statement->bind(parameter).step();
  if (!done) return std::unexpected(done.error());
  return {};
}

Result<std::int64_t> next_number(Database& database, const Trained& trained) {
  auto statement = database.prepare("SELECT coalesce(max(number) + 1, 0) FROM model_version WHERE marketplace = ?");
  if (!statement) return std::unexpected(statement.error());
  const auto row = statement->bind(trained.marketplace).step();
  if (!row) return std::unexpected(row.error());
  return statement->integer(0);
}

Result<void> insert(Database& database, const Trained& trained, const std::string& parent) {
  const auto number = next_number(database, trained);
  if (!number) return std::unexpected(number.error());
  auto statement = database.prepare(
      "INSERT INTO model_version (version, marketplace, kind, number, stage, cycle, data_cut, config_digest, metrics, "
      "parent, trained_at, size, blob) VALUES (?, ?, ?, ?, 'candidate', ?, ?, ?, ?, ?, ?, ?, CAST(? AS BLOB))");
  if (!statement) return std::unexpected(statement.error());
  const std::string version =
      fmt::format("{}-{}-{}.{}", trained.marketplace, trained.kind, trained.generation, *number);
  const auto done = statement->bind(version)
                        .bind(trained.marketplace)
                        .bind(trained.kind)
                        .bind(*number)
                        .bind(trained.cycle)
                        .bind(std::int64_t{trained.data_cut.number})
                        .bind(trained.config_digest)
                        .bind(trained.metrics)
                        .bind(parent)
                        .bind(trained.trained_at.seconds)
                        .bind(static_cast<std::int64_t>(trained.blob.size()))
                        .bind(trained.blob)
                        .step();
  if (!done) return std::unexpected(done.error());
  return {};
}

Result<void> forget_old_blobs(Database& database, const std::string& marketplace) {
  return execute(
      database,
      fmt::format("UPDATE model_version SET blob = NULL WHERE marketplace = ?1 AND stage NOT IN ('champion', 'shadow') "
                  "AND number <= (SELECT max(number) FROM model_version WHERE marketplace = ?1) - {}",
                  Registry::kKeptBlobs),
      marketplace);
}

}  // namespace

Result<Version> Registry::register_model(const Trained& trained) {
  Version registered;
  const auto written = database_.write("registry", [&](Database& database) -> Result<void> {
    auto same = select(database, "cycle = ? AND kind = ?", {trained.cycle, trained.kind});
    if (!same) return std::unexpected(same.error());
    if (same->empty()) {
      const auto serving = select(database, "marketplace = ? AND stage = 'champion'", {trained.marketplace});
      if (!serving) return std::unexpected(serving.error());
      const std::string parent = serving->empty() ? "" : serving->front().version;
      if (auto done = insert(database, trained, parent); !done) return done;
      if (auto done = forget_old_blobs(database, trained.marketplace); !done) return done;
      same = select(database, "cycle = ? AND kind = ?", {trained.cycle, trained.kind});
      if (!same) return std::unexpected(same.error());
    }
    registered = same->front();
    return {};
  });
  if (!written) return std::unexpected(written.error());
  return registered;
}

Result<void> Registry::promote(std::string_view version) {
  return database_.write("promote", [&](Database& database) -> Result<void> {
    const auto row = one(database, version);
    if (!row) return std::unexpected(row.error());
    if (row->stage == Stage::champion) return {};
    const auto archived =
        execute(database, "UPDATE model_version SET stage = 'archived' WHERE marketplace = ? AND stage = 'champion'",
                row->marketplace);
    if (!archived) return archived;
    return execute(database, "UPDATE model_version SET stage = 'champion' WHERE version = ?", version);
  });
}

Result<void> Registry::move_to(std::string_view version, Stage stage) {
  return database_.write("stage", [&](Database& database) -> Result<void> {
    const auto row = one(database, version);
    if (!row) return std::unexpected(row.error());
    if (row->stage == Stage::champion || stage == Stage::champion)
      return fail(Code::conflict, std::string(version), "the champion serves until another version is promoted");
    return execute(database,
                   fmt::format("UPDATE model_version SET stage = '{}' WHERE version = ?", domain::name_of(stage)),
                   version);
  });
}

Result<Version> Registry::find(std::string_view version) const {
  Result<Version> found;
  const auto read = database_.read([&](Database& database) -> Result<void> {
    found = one(database, version);
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return found;
}

Result<std::optional<Version>> Registry::champion(std::string_view marketplace) const {
  std::optional<Version> serving;
  const auto read = database_.read([&](Database& database) -> Result<void> {
    auto rows = select(database, "marketplace = ? AND stage = 'champion'", {marketplace});
    if (!rows) return std::unexpected(rows.error());
    if (!rows->empty()) serving = rows->front();
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return serving;
}

Result<std::vector<Version>> Registry::list(std::string_view marketplace) const {
  std::vector<Version> versions;
  const auto read = database_.read([&](Database& database) -> Result<void> {
    auto rows = select(database, "marketplace = ? ORDER BY number DESC", {marketplace});
    if (!rows) return std::unexpected(rows.error());
    versions = std::move(*rows);
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return versions;
}

Result<std::string> Registry::load(std::string_view version) const {
  std::optional<std::string> blob;
  const auto read = database_.read([&](Database& database) -> Result<void> {
    auto statement = database.prepare("SELECT blob FROM model_version WHERE version = ? AND blob IS NOT NULL");
    if (!statement) return std::unexpected(statement.error());
    const auto row = statement->bind(version).step();
    if (!row) return std::unexpected(row.error());
    if (*row) blob = statement->text(0);
    return {};
  });
  if (!read) return std::unexpected(read.error());
  if (!blob) return fail(Code::not_found, std::string(version), "the model is not kept");
  return *std::move(blob);
}

}  // namespace shelfcast::registry
