// SPDX-License-Identifier: Apache-2.0
#include "sources/postgres/sales_reader.hpp"

#include "shelfcast/base/digest.hpp"
#include "sources/row_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::sources {
namespace {

std::optional<Instant> updated_in(const Row& row, std::size_t at) {
  if (row.text(at).empty()) return std::nullopt;
  const auto moment = parse_moment_of_database(row.text(at));
  return moment ? std::optional(instant_of(*moment)) : std::nullopt;
}

/// Of the cells that make a line what it is: a new updated_at alone changes nothing.
std::uint32_t content_of(const Schema& schema, Connection::Cells cells, std::uint32_t seed) {
  std::uint64_t digest = seed;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto name = schema.columns[i].name;
    if (name != "updated_at" && name != "total_price") digest = fingerprint(cells[i], digest + 1);
  }
  return static_cast<std::uint32_t>(digest ^ (digest >> 32U));
}

}  // namespace

Instant instant_of(const Moment& moment) {
  const auto* day = std::get_if<Day>(&moment);
  return day != nullptr ? Instant{day->number * kDaySeconds} : std::get<Instant>(moment);
}

ToldLine ReadLine::to_remember() const {
  return {.order = line.order,
          .line = line.line,
          .product = line.product,
          .happened = line.happened,
          .updated = line.updated ? std::optional(instant_of(*line.updated)) : std::nullopt,
          .content = content};
}

Result<void> SalesReader::read(const std::string& query, const Visit& visit) {
  return telling_.connection.copy(query, [&](Connection::Cells cells) { return take(cells, visit); });
}

Result<void> SalesReader::take(Connection::Cells cells, const Visit& visit) {
  static const auto line_updated_at = Row::at(kTransactionProducts, "updated_at");
  static const auto order_updated_at = Row::at(kTransactions, "updated_at");
  static const auto order_id_at = Row::at(kTransactions, "trxn_id");
  const auto line_cells = cells.first(kTransactionProducts.columns.size());
  const auto order_cells = cells.subspan(line_cells.size(), kTransactions.columns.size());
  Row line_row(kTransactionProducts, line_cells);
  Row order_row(kTransactions, order_cells);

  Transaction transaction;
  if (order_row.text(order_id_at).empty()) {
    line_row.spoil("unknown_transaction", "there is no such transaction");
  } else {
    transaction = read_transaction(order_row);
  }
  ReadLine read{.line = read_line(line_row, transaction),
                .day = cells.back(),
                .order_updated = updated_in(order_row, order_updated_at),
                .line_updated = updated_in(line_row, line_updated_at)};
  const auto number = row_number(read.line.line);
  read.line.place = {source_, number};
  notice(read);
  const auto& fault = order_row.fault() ? order_row.fault() : line_row.fault();
  if (fault) {
    return telling_.sink.reject({.source = source_,
                                 .position = fmt::format("row {}", number),
                                 .code = std::string(fault->code),
                                 .reason = fault->reason,
                                 .row = line_row.to_keep(),
                                 .at = {}});
  }
  read.content = content_of(kTransactions, order_cells, content_of(kTransactionProducts, line_cells, 0));
  return visit(read);
}

/// Up to where news have been seen, a row of tomorrow left aside: it must not hide what comes until then.
void SalesReader::notice(const ReadLine& line) {
  const auto keep = [&](const Schema& schema, const std::optional<Instant>& updated) {
    if (!updated) return;
    Instant& newest = telling_.position.newest[std::string(schema.name)];
    newest = std::max(newest, std::min(*updated, telling_.now));
  };
  keep(kTransactions, line.order_updated);
  keep(kTransactionProducts, line.line_updated);
  const Instant happened = std::min(instant_of(line.line.happened), telling_.now);
  const Day day{static_cast<std::int32_t>(happened.seconds / kDaySeconds)};
  auto& newest_day = telling_.position.newest_day;
  newest_day = std::max(newest_day.value_or(day), day);
}

}  // namespace shelfcast::sources
