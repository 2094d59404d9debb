// SPDX-License-Identifier: Apache-2.0
#include "sources/postgres/sales_queries.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace shelfcast::sources {
namespace {

using Has = DatabaseTable::Has;

/// A row that nobody dated may be new each time.
std::string updated_since(std::string_view alias, Instant since) {
  return fmt::format("({0}.updated_at >= TIMESTAMPTZ '{1}' OR {0}.updated_at IS NULL)", alias, format_instant(since));
}

/// What changes when a line says something else: a new updated_at alone does not.
bool is_content(const Column& column) {
  return column.need != Need::personal && column.name != "updated_at" && column.name != "total_price";
}

void add_content(const DatabaseTable& table, std::string_view alias, std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.schema->columns[i];
    if (table.columns[i] != Has::nothing && is_content(column))
      cells.push_back(fmt::format("{}.{}", alias, column.name));
  }
}

}  // namespace

SalesQueries::SalesQueries(DatabaseTable orders, DatabaseTable lines, std::string marketplace)
    : orders_(std::move(orders)), lines_(std::move(lines)), marketplace_(std::move(marketplace)) {}

/// A line without its transaction is no sale, but is told: somebody must hear of it.
std::string SalesQueries::joined() const {
  const std::string mine = orders_.has("marketplace_id") == Has::nothing
                               ? "TRUE"
                               : fmt::format("(t.trxn_id IS NULL OR t.marketplace_id = {})", marketplace_);
  return fmt::format("FROM {} l LEFT JOIN {} t ON t.trxn_id = l.trxn_id WHERE {}", lines_.schema->name,
                     orders_.schema->name, mine);
}

std::string SalesQueries::day() const {
  return orders_.has("transaction_time") == Has::time ? "coalesce(t.transaction_time::date::text, '')"
                                                      : "left(coalesce(t.transaction_time::text, ''), 10)";
}

std::string SalesQueries::rows_where(std::string_view condition) const {
  return fmt::format("SELECT {}, {}, {} {} AND {}", select_list(lines_, "l"), select_list(orders_, "t"), day(),
                     joined(), condition);
}

/// One query for each way of being new, so that each can use its index; a row is in the first that it fits.
std::string SalesQueries::changed(const Since& since) const {
  std::vector<std::string> ways;
  if (since.lines) ways.push_back(updated_since("l", *since.lines));
  if (since.orders) ways.push_back(fmt::format("(t.trxn_id IS NOT NULL AND {})", updated_since("t", *since.orders)));
  if (!since.lines || !since.orders) {
    const bool by_day = since.day && orders_.has("transaction_time") == Has::time;
    if (!by_day) return all();
    ways.push_back(fmt::format("t.transaction_time >= DATE '{}'", format_day(*since.day)));
  }
  std::string query;
  std::string earlier;
  for (const auto& way : ways) {
    if (!query.empty()) query += " UNION ALL ";
    query += rows_where(way + earlier);
    earlier += fmt::format(" AND ({}) IS NOT TRUE", way);
  }
  return query;
}

std::string SalesQueries::of_days(std::span<const std::string> days) const {
  return rows_where(fmt::format("{} IN ({})", day(), fmt::join(days, ", ")));
}

std::string SalesQueries::content() const {
  std::vector<std::string> cells;
  add_content(lines_, "l", cells);
  add_content(orders_, "t", cells);
  return fmt::format("{}", fmt::join(cells, ", "));
}

std::string SalesQueries::counts() const {
  return fmt::format("SELECT {}, count(*), bit_xor(hashtextextended(ROW({})::text, 0)) {} GROUP BY 1 ORDER BY 1", day(),
                     content(), joined());
}

}  // namespace shelfcast::sources
