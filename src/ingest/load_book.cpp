// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/ingest/load_book.hpp"

#include "shelfcast/control/load_json.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace shelfcast::ingest {
namespace {

using control::name_of;
using domain::Load;
using domain::LoadState;
using storage::Database;

/// The row's own columns, and the rest as the JSON that everyone outside sees.
Result<Load> load_in(const storage::Statement& row) {
  auto json = nlohmann::ordered_json::parse(row.text(1), nullptr, false);
  if (json.is_discarded()) return fail(Code::corrupt, "catalogue.db", "a load cannot be read");
  json["id"] = row.integer(0);
  json["state"] = row.text(2);
  return control::load_from_json(json);
}

}  // namespace

Result<std::int64_t> LoadBook::enter(const Load& load, std::string_view position_before) {
  std::int64_t id = 0;
  const auto written = database_.write("load", [&](Database& database) -> Result<void> {
    auto insert = database.prepare(
        "INSERT INTO load (marketplace, state, load, position_before) VALUES (?, ?, ?, ?) RETURNING id");
    if (!insert) return std::unexpected(insert.error());
    const auto row = insert->bind(load.marketplace)
                         .bind(name_of(load.state))
                         .bind(control::to_json(load).dump())
                         .bind_blob(position_before)
                         .step();
    if (!row) return std::unexpected(row.error());
    id = insert->integer(0);
    const auto end = insert->step();
    return end ? Result<void>() : std::unexpected(end.error());
  });
  if (!written) return std::unexpected(written.error());
  return id;
}

Result<void> LoadBook::set_state(std::int64_t id, LoadState state) {
  return database_.write("load.state", [&](Database& database) -> Result<void> {
    auto update = database.prepare("UPDATE load SET state = ? WHERE id = ?");
    if (!update) return std::unexpected(update.error());
    const auto done = update->bind(name_of(state)).bind(id).step();
    return done ? Result<void>() : std::unexpected(done.error());
  });
}

Result<std::vector<Load>> LoadBook::select(const Which& which, std::size_t at_most) const {
  std::vector<Load> loads;
  const auto read = database_.read([&](Database& database) -> Result<void> {
    auto rows = database.prepare(
        "SELECT id, load, state FROM load WHERE (?1 = '' OR marketplace = ?1) AND (?2 = '' OR state = ?2) AND "
        "(?3 = 0 OR id = ?3) ORDER BY id DESC LIMIT ?4");
    if (!rows) return std::unexpected(rows.error());
    rows->bind(which.marketplace).bind(which.state).bind(which.id).bind(static_cast<std::int64_t>(at_most));
    for (;;) {
      const auto row = rows->step();
      if (!row) return std::unexpected(row.error());
      if (!*row) return {};
      auto load = load_in(*rows);
      if (!load) return std::unexpected(load.error());
      loads.push_back(std::move(*load));
    }
  });
  if (!read) return std::unexpected(read.error());
  return loads;
}

Result<std::optional<Load>> LoadBook::first(const Which& which) const {
  auto found = select(which, 1);
  if (!found) return std::unexpected(found.error());
  return found->empty() ? std::optional<Load>() : std::optional(std::move(found->front()));
}

Result<std::optional<Load>> LoadBook::find(std::int64_t id) const {
  return first({.marketplace = "", .state = "", .id = id});
}

Result<std::vector<Load>> LoadBook::list(std::string_view marketplace, std::size_t at_most) const {
  return select({.marketplace = marketplace, .state = "", .id = 0}, at_most);
}

Result<std::vector<Load>> LoadBook::accepted(std::string_view marketplace, std::size_t at_most) const {
  return select({.marketplace = marketplace, .state = name_of(LoadState::accepted), .id = 0}, at_most);
}

Result<std::optional<Load>> LoadBook::held(std::string_view marketplace) const {
  return first({.marketplace = marketplace, .state = name_of(LoadState::held), .id = 0});
}

Result<std::uint64_t> LoadBook::rejected(std::string_view marketplace) const {
  std::uint64_t loads = 0;
  const auto read = database_.read([&](Database& database) -> Result<void> {
    auto row = database.prepare("SELECT count(*) FROM load WHERE marketplace = ? AND state = ?");
    if (!row) return std::unexpected(row.error());
    const auto counted = row->bind(marketplace).bind(name_of(LoadState::rejected)).step();
    if (!counted) return std::unexpected(counted.error());
    loads = static_cast<std::uint64_t>(row->integer(0));
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return loads;
}

Result<std::string> LoadBook::position_before(std::int64_t id) const {
  std::string position;
  const auto read = database_.read([&](Database& database) -> Result<void> {
    auto row = database.prepare("SELECT position_before FROM load WHERE id = ?");
    if (!row) return std::unexpected(row.error());
    const auto found = row->bind(id).step();
    if (!found) return std::unexpected(found.error());
    if (*found) position = row->text(0);
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return position;
}

}  // namespace shelfcast::ingest
