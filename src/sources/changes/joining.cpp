// SPDX-License-Identifier: Apache-2.0
#include "sources/changes/joining.hpp"

#include "shelfcast/base/bytes.hpp"
#include "shelfcast/base/digest.hpp"
#include "sources/row_bytes.hpp"
#include "sources/row_kinds.hpp"
#include "sources/table.hpp"

#include <algorithm>

namespace shelfcast::sources {
namespace {

/// Events of one place in the log come in their order; a snapshot is read once more as a whole.
bool supersedes(const ChangeVersion& change, const ChangeVersion& known) {
  return change.is_newer_than(known) || (!change.snapshot && change.log == known.log && !known.is_newer_than(change));
}

/// When the source learnt of it: by its own word, else by the commit; a row that was just there does not say.
std::optional<Moment> learnt(const std::optional<Moment>& updated, const Change& change) {
  if (updated || change.version.snapshot || change.version.committed_ms == 0) return updated;
  return Moment(change.committed());
}

std::vector<std::string_view> views(const Change& change) {
  return {change.cells.begin(), change.cells.end()};
}

KnownLine& line_of(OrderRecord& record, std::string_view line) {
  const auto known = std::ranges::find(record.lines, line, &KnownLine::line);
  if (known != record.lines.end()) return *known;
  record.lines.emplace_back().line = line;
  return record.lines.back();
}

Instant instant_at_end(const Moment& moment) {
  const auto* day = std::get_if<Day>(&moment);
  return day != nullptr ? Instant{(day->number + 1) * kDaySeconds} : std::get<Instant>(moment);
}

domain::LineStatus status_of(const KnownTransaction& transaction, const KnownLine& line) {
  if (line.removed || transaction.removed || transaction.cancelled) return domain::LineStatus::cancelled;
  return line.returned ? domain::LineStatus::returned : domain::LineStatus::sold;
}

RawLine joined(const KnownTransaction& transaction, const KnownLine& line, std::string_view order) {
  return {.place = {},
          .order = order,
          .line = line.line,
          .product = line.product,
          .happened = transaction.happened,
          .updated = newer(transaction.updated, line.updated),
          .quantity = line.quantity,
          .unit_price = line.unit_price,
          .line_total = line.line_total,
          .status = status_of(transaction, line)};
}

/// Of all but the time of the update: that alone is no news.
std::uint32_t content_of(RawLine line) {
  line.updated.reset();
  const auto digest = fingerprint(encode(line));
  return static_cast<std::uint32_t>(digest ^ (digest >> 32U));
}

}  // namespace

Instant KnownInFull::of(const Moment& happened) const {
  const auto* date = std::get_if<Day>(&happened);
  const Day day = date != nullptr ? *date : zone_.local_day(std::get<Instant>(happened));
  return zone_.midnight(day + 1) + lag_hours_ * kHour;
}

std::optional<RowFault> take_transaction(OrderRecord& record, const Change& change, std::string_view marketplace) {
  auto& known = record.transaction;
  if (known && !supersedes(change.version, known->version)) return std::nullopt;
  if (change.kind == Change::Kind::remove) {
    if (!known) return std::nullopt;
    known->removed = true;
    known->version = change.version;
    known->updated = Moment(change.committed());
    return std::nullopt;
  }
  const auto cells = views(change);
  Row row(kTransactions, cells);
  const Transaction read = read_transaction(row);
  if (row.fault()) return row.fault();
  const auto named = change.cell("marketplace_id");
  known = {.version = change.version,
           .mine = named.empty() || named == marketplace,
           .cancelled = read.cancelled,
           .removed = false,
           .happened = read.happened,
           .updated = learnt(read.updated, change)};
  return std::nullopt;
}

std::optional<RowFault> take_line(OrderRecord& record, const Change& change) {
  const auto cells = views(change);
  Row row(kTransactionProducts, cells);
  const auto known = std::ranges::find(record.lines, change.cell("trxn_product_id"), &KnownLine::line);
  if (known != record.lines.end() && !supersedes(change.version, known->version)) return std::nullopt;
  if (change.kind == Change::Kind::remove) {
    // Of a line that nobody knows it is enough to know that it is gone: what comes later and is older must not revive
    // it.
    KnownLine& line = line_of(record, change.cell("trxn_product_id"));
    line.removed = true;
    line.version = change.version;
    line.updated = Moment(change.committed());
    return std::nullopt;
  }
  const RawLine read = read_line(row, Transaction{});
  if (row.fault()) return row.fault();
  KnownLine& line = line_of(record, read.line);
  line.version = change.version;
  line.returned = read.status == domain::LineStatus::returned;
  line.removed = line.refused = false;
  line.product = read.product;
  line.quantity = read.quantity;
  line.unit_price = read.unit_price;
  line.line_total = read.line_total;
  line.updated = learnt(read.updated, change);
  return std::nullopt;
}

void take_truncation(OrderRecord& record, const Change& change) {
  if (change.table == &kTransactions) {
    if (record.transaction && supersedes(change.version, record.transaction->version)) {
      record.transaction->removed = true;
      record.transaction->version = change.version;
      record.transaction->updated = Moment(change.committed());
    }
    return;
  }
  for (auto& line : record.lines) {
    if (!supersedes(change.version, line.version)) continue;
    line.removed = true;
    line.version = change.version;
    line.updated = Moment(change.committed());
  }
}

std::vector<RawLine> lines_to_tell(OrderRecord& record, std::string_view order, const KnownInFull& known) {
  std::vector<RawLine> lines;
  if (!record.transaction || !record.transaction->mine) return lines;
  for (auto& line : record.lines) {
    const bool never_was = line.removed && line.told == Instant{};
    RawLine told = joined(*record.transaction, line, order);
    const auto content = content_of(told);
    if (never_was || (line.told != Instant{} && content == line.told_content)) continue;
    const Instant by_day = known.of(told.happened);
    const Instant read_at{std::max(line.version.committed_ms, record.transaction->version.committed_ms) / 1000};
    // A row that was just there was known at the end of its day, or when it was read, whatever came first.
    if (!told.updated && read_at != Instant{} && read_at < by_day) told.updated = read_at;
    Instant counts = told.updated ? instant_at_end(*told.updated) : by_day;
    if (counts <= line.told) {
      counts = line.told + 1;
      told.updated = counts;
    }
    line.told = counts;
    line.told_content = content;
    lines.push_back(told);
  }
  return lines;
}

}  // namespace shelfcast::sources
