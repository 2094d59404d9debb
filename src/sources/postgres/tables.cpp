// SPDX-License-Identifier: Apache-2.0
#include "sources/postgres/tables.hpp"

#include "shelfcast/base/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::sources {
namespace {

constexpr std::string_view kMarketplace = "marketplace_id";

struct Unknown {
  std::vector<std::string_view> names;

  [[nodiscard]] std::string nearest(std::string_view wanted) const { return nearest_name(wanted, names); }
};

/// A column of the schema that a database must have. One marketplace's own database has no need to name it - unless
/// a column looks as if it were meant to.
bool must_be_there(const Column& column, const Unknown& unknown) {
  if (column.need != Need::required) return false;
  return column.name != kMarketplace || !unknown.nearest(kMarketplace).empty();
}

Result<void> check_missing(const DatabaseTable& table, const Unknown& unknown) {
  std::string sentence;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.schema->columns[i];
    if (table.columns[i] != DatabaseTable::Has::nothing || !must_be_there(column, unknown)) continue;
    const std::string nearest = unknown.nearest(column.name);
    sentence += fmt::format("{}the required column '{}' is missing{}", sentence.empty() ? "" : "; ", column.name,
                            nearest.empty() ? "" : fmt::format(" (is '{}' meant to be it?)", nearest));
  }
  if (!sentence.empty()) return fail(Code::rejected, table.place, sentence);
  return {};
}

void warn(const DatabaseTable& table, const Unknown& unknown, std::vector<std::string>& warnings) {
  std::vector<std::string_view> known;
  for (const Column& column : table.schema->columns) known.push_back(column.name);
  for (const auto name : unknown.names) {
    const std::string nearest = nearest_name(name, known);
    warnings.push_back(fmt::format("{}: the column '{}' is not known and not read{}", table.place, name,
                                   nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest)));
  }
  const bool names_marketplace = std::ranges::find(known, kMarketplace) != known.end();
  if (names_marketplace && table.has(kMarketplace) == DatabaseTable::Has::nothing) {
    warnings.push_back(
        fmt::format("{}: has no column '{}': all its rows are taken to be this one's", table.place, kMarketplace));
  }
}

}  // namespace

DatabaseTable::Has DatabaseTable::has(std::string_view column) const {
  const auto found = std::ranges::find(schema->columns, column, &Column::name);
  return found == schema->columns.end() ? Has::nothing
                                        : columns[static_cast<std::size_t>(found - schema->columns.begin())];
}

Result<std::optional<DatabaseTable>> find_table(Connection& connection, const Schema& schema,
                                                std::vector<std::string>& warnings) {
  const auto found = connection.query(
      fmt::format("SELECT a.attname, t.typcategory FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid WHERE "
                  "a.attrelid = to_regclass({}) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
                  connection.quoted(schema.name)));
  if (!found) return std::unexpected(found.error());
  if (found->empty()) return std::optional<DatabaseTable>();
  DatabaseTable table{&schema, fmt::format("{}/{}", connection.place(), schema.name), {}};
  table.columns.assign(schema.columns.size(), DatabaseTable::Has::nothing);
  Unknown unknown;
  for (const auto& column : *found) {
    const auto known = std::ranges::find(schema.columns, column[0], &Column::name);
    if (known == schema.columns.end()) {
      unknown.names.push_back(column[0]);
    } else {
      table.columns[static_cast<std::size_t>(known - schema.columns.begin())] =
          column[1] == "D" ? DatabaseTable::Has::time : DatabaseTable::Has::text;
    }
  }
  if (const auto checked = check_missing(table, unknown); !checked) return std::unexpected(checked.error());
  warn(table, unknown, warnings);
  return table;
}

Result<DatabaseTable> need_table(Connection& connection, const Schema& schema, std::vector<std::string>& warnings) {
  auto table = find_table(connection, schema, warnings);
  if (!table) return std::unexpected(table.error());
  if (*table) return std::move(**table);
  return fail(Code::rejected, fmt::format("{}/{}", connection.place(), schema.name),
              "there is no such table, or the role may not use its schema");
}

std::string select_list(const DatabaseTable& table, std::string_view alias) {
  std::string list;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.schema->columns[i];
    const bool read = table.columns[i] != DatabaseTable::Has::nothing && column.need != Need::personal;
    if (i > 0) list += ", ";
    list += read ? fmt::format("{}.{}", alias, column.name) : "NULL";
  }
  return list;
}

}  // namespace shelfcast::sources
