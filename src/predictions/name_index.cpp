// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/predictions/name_index.hpp"

#include "shelfcast/storage/database.hpp"

#include <set>

namespace shelfcast::predictions {
namespace {

using storage::Database;
using storage::Statement;

constexpr std::string_view kSchema =
    "CREATE VIRTUAL TABLE named USING fts5(name, key, kind UNINDEXED, place UNINDEXED,"
    " tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3', columnsize = 0)";
constexpr std::string_view kInsert = "INSERT INTO named (name, key, kind, place) VALUES (?, ?, ?, ?)";
constexpr std::string_view kFind =
    "SELECT kind, place FROM named WHERE named MATCH ?1 AND (?3 IS NULL OR kind = ?3) ORDER BY rank, kind, place LIMIT "
    "?2";

/// In FTS5's language: each word a prefix, all of them wanted. What is no word to it would be an error there.
std::string query_of(std::string_view text) {
  std::string query;
  bool in_word = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool of_word =
        byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
    if (of_word && !in_word) query += query.empty() ? "\"" : " \"";
    if (!of_word && in_word) query += "\"*";
    if (of_word) query += c;
    in_word = of_word;
  }
  return in_word ? query + "\"*" : query;
}

Result<> run(Database& database, std::string_view sql) {
  auto statement = database.prepare(sql);
  if (!statement) return std::unexpected(statement.error());
  if (const auto done = statement->step(); !done) return std::unexpected(done.error());
  return {};
}

/// Puts names in, one after the other.
class Writer {
 public:
  explicit Writer(Statement insert) : insert_(std::move(insert)) {}

  void put(std::string_view name, std::string_view key, Named kind, std::size_t place) {
    if (!outcome_) return;
    insert_.bind(name).bind(key).bind(static_cast<std::int64_t>(kind)).bind(static_cast<std::int64_t>(place));
    if (const auto done = insert_.step(); !done) outcome_ = std::unexpected(done.error());
    insert_.reset();
  }
  [[nodiscard]] const Result<>& outcome() const { return outcome_; }

 private:
  Statement insert_;
  Result<> outcome_;
};

Result<> put_names(Database& database, const Table& table) {
  auto insert = database.prepare(kInsert);
  if (!insert) return std::unexpected(insert.error());
  Writer writer(std::move(*insert));
  const auto& cube = table.cube();
  for (std::size_t i = 0; i < cube.categories.size(); ++i)
    writer.put(cube.categories[i].name, cube.categories[i].key, Named::category, i);
  std::set<SellerId> sellers;
  for (std::size_t i = 0; i < cube.products.size(); ++i) {
    const auto& product = cube.products[i];
    writer.put(product.name, product.key, Named::product, i);
    if (!product.seller_key.empty() && sellers.insert(product.seller).second)
      writer.put(product.seller_name, product.seller_key, Named::seller, i);
  }
  return writer.outcome();
}

Result<> fill(Database& database, const Table& table) {
  if (auto done = run(database, kSchema); !done) return done;
  if (auto done = run(database, "BEGIN"); !done) return done;
  if (auto done = put_names(database, table); !done) return done;
  return run(database, "COMMIT");
}

class InMemory final : public NameIndex {
 public:
  explicit InMemory(std::unique_ptr<Database> database) : database_(std::move(database)) {}

  [[nodiscard]] Result<std::vector<FoundName>> find(std::string_view text, std::size_t at_most,
                                                    std::optional<Named> kind) const override {
    const auto query = query_of(text);
    std::vector<FoundName> found;
    if (query.empty()) return found;
    const auto done = database_->read([&](Database& database) -> Result<> {
      auto select = database.prepare(kFind);
      if (!select) return std::unexpected(select.error());
      select->bind(query).bind(static_cast<std::int64_t>(at_most));
      kind ? select->bind(static_cast<std::int64_t>(*kind)) : select->bind_null();
      for (;;) {
        const auto row = select->step();
        if (!row) return std::unexpected(row.error());
        if (!*row) return {};
        found.push_back({static_cast<Named>(select->integer(0)), static_cast<std::size_t>(select->integer(1))});
      }
    });
    if (!done) return std::unexpected(done.error());
    return found;
  }

 private:
  std::unique_ptr<Database> database_;
};

}  // namespace

Result<std::shared_ptr<const NameIndex>> NameIndex::of(const Table& table) {
  auto database = Database::in_memory();
  if (!database) return std::unexpected(database.error());
  const auto filled = (*database)->read([&](Database& one) { return fill(one, table); });
  if (!filled) return std::unexpected(filled.error());
  return std::make_shared<const InMemory>(std::move(*database));
}

Result<std::shared_ptr<const NameIndex>> NameIndexes::of(const Table& table) {
  if (auto kept = kept_of(table)) return kept;
  const std::scoped_lock alone(making_);
  if (auto by_another = kept_of(table)) return by_another;
  auto made = NameIndex::of(table);  // without the lock: others search on meanwhile
  if (!made) return made;
  const std::scoped_lock lock(using_kept_);
  kept_.try_emplace(table.cube().marketplace, kTables).first->second.put(table.digest(), *made);
  return made;
}

NameIndexes::Kept NameIndexes::kept_of(const Table& table) {
  const std::scoped_lock lock(using_kept_);
  const auto found = kept_.find(table.cube().marketplace);
  return found == kept_.end() ? nullptr : found->second.get(table.digest()).value_or(nullptr);
}

}  // namespace shelfcast::predictions
