// SPDX-License-Identifier: Apache-2.0
#include "sources/lookup.hpp"

#include <algorithm>
#include <cstring>
#include <new>

namespace shelfcast::sources {
namespace {

/// The required columns are the key's and the marketplace's; the others are those that the mapping names.
std::vector<Column> columns_of(const Mapping& mapping, const JoinedTable& table) {
  std::vector<Column> columns;
  for (const auto& name : mapping.columns) {
    const bool must = name == table.marketplace || std::ranges::find(table.key, name) != table.key.end();
    columns.push_back({name, must ? Need::required : Need::optional});
  }
  return columns;
}

}  // namespace

Result<std::unique_ptr<Lookup>> Lookup::load(const Reading& reading, const Mapping& mapping, const JoinedTable& table,
                                             const std::vector<TableFile>& files) {
  std::unique_ptr<Lookup> lookup(new Lookup(table.on));
  for (const auto& name : mapping.columns) {
    if (std::ranges::find(table.key, name) == table.key.end()) lookup->columns_.push_back(name);
  }
  for (const auto& file : files) {
    if (auto read = lookup->read(reading, mapping, table, file); !read) return std::unexpected(read.error());
  }
  return lookup;
}

Result<void> Lookup::read(const Reading& reading, const Mapping& mapping, const JoinedTable& table,
                          const TableFile& file) {
  const auto columns = columns_of(mapping, table);
  const Schema schema{.name = "table", .columns = columns, .is_foreign = true};
  auto rows = Table::open(reading, schema, file);
  if (!rows) return std::unexpected(rows.error());
  std::vector<At> keys;
  for (const auto& name : table.key) keys.push_back(rows->column(name));
  std::vector<At> values;
  for (const auto& name : columns_) values.push_back(rows->column(name));
  // A column that only other files have is not this table's to give.
  for (std::size_t i = values.size(); i-- > 0;) {
    if (values[i] != At::nowhere) continue;
    values.erase(values.begin() + static_cast<std::ptrdiff_t>(i));
    columns_.erase(columns_.begin() + static_cast<std::ptrdiff_t>(i));
  }
  const At marketplace = table.marketplace.empty() ? At::nowhere : rows->column(table.marketplace);
  std::string key;
  while (true) {
    const auto more = rows->next();
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
    if (marketplace != At::nowhere && rows->text(marketplace) != reading.marketplace) continue;
    key.clear();
    for (const At at : keys) key.append(rows->text(at)).push_back(kBetween);
    if (!rows_.contains(key)) keep(*rows, key, values);
  }
}

void Lookup::keep(const Table& from, std::string_view key, const std::vector<At>& values) {
  auto* const kept = static_cast<std::string_view*>(
      memory_.allocate(std::max<std::size_t>(values.size(), 1) * sizeof(std::string_view), alignof(std::string_view)));
  for (std::size_t i = 0; i < values.size(); ++i) new (kept + i) std::string_view(copy(from.text(values[i])));
  rows_.emplace(copy(key), kept);
}

std::string_view Lookup::copy(std::string_view text) {
  if (text.empty()) return {};
  auto* bytes = static_cast<char*>(memory_.allocate(text.size(), 1));
  std::memcpy(bytes, text.data(), text.size());
  return {bytes, text.size()};
}

const std::string_view* Lookup::find(std::string_view key) const {
  const auto found = rows_.find(key);
  return found == rows_.end() ? nullptr : found->second;
}

}  // namespace shelfcast::sources
