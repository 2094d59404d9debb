// SPDX-License-Identifier: Apache-2.0
#include "catalogue/identities.hpp"

#include "catalogue/rows.hpp"

#include <fmt/format.h>

#include <charconv>
#include <limits>

namespace shelfcast::catalogue {
namespace {

Result<bool> is_taken(storage::Database& database, std::string_view table, std::uint32_t id) {
  auto rows = database.prepare(fmt::format("SELECT 1 FROM {} WHERE id = ?", table));
  if (!rows) return std::unexpected(rows.error());
  return rows->bind(std::int64_t{id}).step();
}

}  // namespace

std::optional<std::uint32_t> own_value_of(std::string_view key) {
  if (key.empty() || (key.size() > 1 && key.front() == '0')) return std::nullopt;
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), value);
  if (error != std::errc() || end != key.data() + key.size() || value >= kOwnIds) return std::nullopt;
  return value;
}

Result<std::uint32_t> free_id(storage::Database& database, std::string_view table, std::string_view key) {
  if (const auto own = own_value_of(key)) {
    const auto taken = is_taken(database, table, *own);
    if (!taken) return std::unexpected(taken.error());
    if (!*taken) return *own;
  }
  auto next = database.prepare(fmt::format("SELECT max(coalesce(max(id), 0) + 1, {}) FROM {}", kOwnIds, table));
  if (!next) return std::unexpected(next.error());
  if (auto row = next->step(); !row) return std::unexpected(row.error());
  if (next->integer(0) > std::numeric_limits<std::uint32_t>::max()) {
    return fail(Code::rejected, std::string(key), fmt::format("there is no id left for another {}", table));
  }
  return static_cast<std::uint32_t>(next->integer(0));
}

Result<Identities> Identities::read(storage::Database& database, std::string_view table, MarketplaceId marketplace) {
  auto find = database.prepare(fmt::format("SELECT id FROM {} WHERE marketplace = ? AND key = ?", table));
  if (!find) return std::unexpected(find.error());
  return Identities(database, std::move(*find), table, marketplace);
}

Result<std::uint32_t> Identities::id_of(const std::string& key) {
  if (const auto known = ids_.find(key); known != ids_.end()) return known->second;
  const auto found = find_.bind(number(marketplace_)).bind(key).step();
  if (!found) return std::unexpected(found.error());
  const auto id = *found ? Result<std::uint32_t>(static_cast<std::uint32_t>(find_.integer(0))) : create(key);
  find_.reset();
  if (id) ids_.emplace(key, *id);
  return id;
}

Result<std::uint32_t> Identities::create(const std::string& key) {
  const auto id = free_id(*database_, table_, key);
  if (!id) return id;
  auto row = database_->prepare(fmt::format("INSERT INTO {} (id, marketplace, key) VALUES (?, ?, ?)", table_));
  if (!row) return std::unexpected(row.error());
  if (auto done = run(row->bind(std::int64_t{*id}).bind(number(marketplace_)).bind(key)); !done) {
    return std::unexpected(done.error());
  }
  return id;
}

}  // namespace shelfcast::catalogue
