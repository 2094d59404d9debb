// SPDX-License-Identifier: Apache-2.0
#include "catalogue/identities.hpp"
#include "catalogue/rows.hpp"
#include "shelfcast/catalogue/catalogue.hpp"

#include <algorithm>

namespace shelfcast::catalogue {
namespace {

domain::Marketplace marketplace_in(const storage::Statement& row) {
  return {.id = id_in<MarketplaceId>(row, 0),
          .key = row.text(1),
          .name = row.text(2),
          .currency = row.text(3),
          .time_zone = row.text(4),
          .week_start = static_cast<int>(row.integer(5)),
          .lag_hours = static_cast<int>(row.integer(6)),
          .grain = static_cast<domain::Grain>(row.integer(7)),
          .measures = {.units = row.integer(8) != 0, .amount = row.integer(9) != 0}};
}

Result<std::vector<domain::Marketplace>> read_all(storage::Database& database) {
  std::vector<domain::Marketplace> found;
  auto rows = database.prepare(
      "SELECT id, key, name, currency, time_zone, week_start, lag_hours, grain, has_units, has_amount FROM marketplace"
      " ORDER BY key");
  if (!rows) return std::unexpected(rows.error());
  const auto read = for_each_row(*rows, [&](const storage::Statement& row) { found.push_back(marketplace_in(row)); });
  if (!read) return std::unexpected(read.error());
  return found;
}

Result<MarketplaceId> permanent_id(storage::Database& database, std::string_view key) {
  const auto all = read_all(database);
  if (!all) return std::unexpected(all.error());
  const auto known = std::ranges::find(*all, key, &domain::Marketplace::key);
  if (known != all->end()) return known->id;
  const auto id = free_id(database, "marketplace", key);
  if (!id) return std::unexpected(id.error());
  return MarketplaceId{*id};
}

}  // namespace

Result<domain::Marketplace> Catalogue::record_marketplace(const domain::Marketplace& marketplace) {
  if (auto zone = TimeZone::find(marketplace.time_zone); !zone) return std::unexpected(zone.error());
  auto recorded = marketplace;
  const auto written = write("marketplace", [&](storage::Database& db) -> Result<void> {
    const auto id = permanent_id(db, marketplace.key);
    if (!id) return std::unexpected(id.error());
    recorded.id = *id;
    auto row = db.prepare(
        "INSERT INTO marketplace (id, key, name, currency, time_zone, week_start, lag_hours, grain, has_units, "
        "has_amount) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
        "currency = excluded.currency, time_zone = "
        "excluded.time_zone, week_start = excluded.week_start, lag_hours = excluded.lag_hours, grain = "
        "excluded.grain, has_units = excluded.has_units, has_amount = excluded.has_amount");
    if (!row) return std::unexpected(row.error());
    row->bind(number(recorded.id)).bind(recorded.key).bind(recorded.name).bind(recorded.currency);
    row->bind(recorded.time_zone).bind(std::int64_t{recorded.week_start}).bind(std::int64_t{recorded.lag_hours});
    row->bind(static_cast<std::int64_t>(recorded.grain)).bind(std::int64_t{recorded.measures.units ? 1 : 0});
    row->bind(std::int64_t{recorded.measures.amount ? 1 : 0});
    return run(*row);
  });
  if (!written) return std::unexpected(written.error());
  return recorded;
}

Result<std::vector<domain::Marketplace>> Catalogue::marketplaces() const {
  Result<std::vector<domain::Marketplace>> found;
  const auto read = database_.read([&](storage::Database& db) -> Result<void> {
    found = read_all(db);
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return found;
}

Result<domain::Marketplace> Catalogue::marketplace(std::string_view key) const {
  const auto all = marketplaces();
  if (!all) return std::unexpected(all.error());
  const auto found = std::ranges::find(*all, key, &domain::Marketplace::key);
  if (found == all->end()) return fail(Code::not_found, std::string(key), "there is no such marketplace");
  return *found;
}

}  // namespace shelfcast::catalogue
