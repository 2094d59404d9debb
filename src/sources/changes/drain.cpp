// SPDX-License-Identifier: Apache-2.0
#include "sources/changes/drain.hpp"

#include "sources/marketplace_settings.hpp"
#include "sources/row_bytes.hpp"
#include "sources/row_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace shelfcast::sources {
namespace {

constexpr std::size_t kEventsAtOnce = 2'000;
constexpr std::size_t kOrdersAtOnce = 1'000;
constexpr char kSettings = 'm';  // -> the cells of the marketplace's row

std::string group_of(const Draining& with) {
  return fmt::format("{}:{}", with.options.group, with.marketplace);
}

std::string place_of(const std::string& topic, const eventlog::Position& position) {
  return fmt::format("{} partition {} offset {}", topic, position.partition, position.offset);
}

bool is_about_sales(const Change& change) {
  return change.table == &kTransactions || change.table == &kTransactionProducts;
}

}  // namespace

Drain::Drain(const Draining& with, Outbox& outbox, KnownInFull known)
    : with_(with), outbox_(outbox), book_(with.store, with.remembered_as), known_(std::move(known)) {
  settings_.key = settings_.name = with.marketplace;
}

Result<Drain> Drain::begin(const Draining& with, Outbox& outbox) {
  const auto stored = with.store.get(kChanges, change_key(with.remembered_as, kSettings));
  if (!stored) return std::unexpected(stored.error());
  Drain drain(with, outbox, KnownInFull(TimeZone::utc(), 0));
  if (!*stored) return drain;
  if (auto adopted = drain.adopt(decode_row(kMarketplaces, **stored)); !adopted)
    return std::unexpected(adopted.error());
  return drain;
}

Result<void> Drain::run() {
  for (const auto& topic : with_.options.topics) {
    if (auto drained = drain(topic); !drained) return drained;
  }
  if (newest_day_ == 0) return {};
  if (auto done = give_up_waiting(); !done) return done;
  return forget_old();
}

/// No more than what was there at the beginning: a topic that grows as fast as it is read would never end.
Result<void> Drain::drain(const std::string& topic) {
  const auto group = group_of(with_);
  const auto backlog = with_.log.backlog(topic, group);
  if (!backlog) return std::unexpected(backlog.error());
  for (std::uint64_t left = *backlog; left > 0;) {
    const auto events = with_.log.read(topic, group, std::min<std::uint64_t>(left, kEventsAtOnce));
    if (!events) return std::unexpected(events.error());
    if (events->empty()) return {};
    left -= std::min<std::uint64_t>(left, events->size());
    if (auto taken = take(topic, *events); !taken) return taken;
  }
  return {};
}

Result<void> Drain::take(const std::string& topic, std::span<const eventlog::StoredEvent> events) {
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto place = place_of(topic, events[i].position);
    auto change = parse_envelope(events[i].payload);
    if (!change) {
      // What stands in an event that cannot be understood may be about buyers: it stays in the log.
      outbox_.add(Outbox::Kind::reject,
                  encode_letter({.source = fmt::format("{}/{}", with_.source, topic),
                                 .position = place,
                                 .code = "bad_change",
                                 .reason = change.error().sentence,
                                 .row = "",
                                 .at = {}}),
                  batch_);
      continue;
    }
    if (!*change) continue;
    newest_day_ = std::max(newest_day_, static_cast<std::int32_t>((*change)->committed().seconds / kDaySeconds));
    if ((*change)->kind == Change::Kind::truncate) {
      if (auto flushed = flush(topic, events.first(i)); !flushed) return flushed;
    }
    if (auto taken = take(std::move(**change), place); !taken) return taken;
  }
  return flush(topic, events);
}

Result<void> Drain::take(Change&& change, const std::string& place) {
  if (is_about_sales(change)) return change.kind == Change::Kind::truncate ? truncate(change) : take_sale(change);
  if (change.table == &kMarketplaces) return take_settings(change);
  take_catalogue(change, place);
  return {};
}

Result<void> Drain::take_sale(const Change& change) {
  const auto id = order_of(change);
  if (!id) return std::unexpected(id.error());
  if (id->empty()) {
    refuse(change, {"empty_id", "the row does not say to which transaction it belongs"});
    return {};
  }
  const auto record = book_.of(*id);
  if (!record) return std::unexpected(record.error());
  const auto fault = change.table == &kTransactions ? take_transaction(**record, change, with_.marketplace)
                                                    : take_line(**record, change);
  if (fault) refuse(change, *fault);
  return {};
}

/// A removed row may be there with no more than its key: then its order is the only one that has such a line.
Result<std::string> Drain::order_of(const Change& change) {
  std::string order(change.cell("trxn_id"));
  if (change.table == &kTransactions || change.kind != Change::Kind::remove) return order;
  const auto orders = book_.orders_with(change.cell("trxn_product_id"));
  if (!orders) return std::unexpected(orders.error());
  if (std::ranges::find(*orders, order) != orders->end()) return order;
  return orders->size() == 1 ? orders->front() : order;
}

Result<void> Drain::truncate(const Change& change) {
  std::string last;
  while (true) {
    const auto orders = book_.orders_after(last, kOrdersAtOnce);
    if (!orders) return std::unexpected(orders.error());
    if (orders->empty()) return {};
    for (const auto& order : *orders) {
      const auto record = book_.of(order);
      if (!record) return std::unexpected(record.error());
      take_truncation(**record, change);
    }
    if (auto saved = save(); !saved) return saved;
    last = orders->back();
  }
}

Result<void> Drain::take_settings(const Change& change) {
  if (change.kind != Change::Kind::put || change.cell("marketplace_id") != with_.marketplace) return {};
  const auto entry = encode_row(change, fmt::format("{}/{}", with_.source, change.table->name));
  if (auto adopted = adopt(decode_row(kMarketplaces, entry)); !adopted) {
    refuse(change, {"bad_settings", adopted.error().sentence});
    return {};
  }
  batch_.put(kChanges, change_key(with_.remembered_as, kSettings), entry);
  return {};
}

Result<void> Drain::adopt(const RowEntry& row) {
  auto settings = read_settings(with_.marketplace, row.place, [&](std::string_view column) {
    return std::string_view(row.cells[Row::at(kMarketplaces, column)]);
  });
  if (!settings) return std::unexpected(settings.error());
  auto zone = TimeZone::find(settings->time_zone);
  if (!zone) return std::unexpected(zone.error());
  settings_ = std::move(*settings);
  known_ = KnownInFull(std::move(*zone), settings_.lag_hours);
  is_described_ = true;
  return {};
}

/// The catalogue never forgets: what is removed there goes on being known.
void Drain::take_catalogue(Change& change, const std::string& place) {
  if (change.kind != Change::Kind::put) return;
  const auto marketplace = change.cell("marketplace_id");
  if (!marketplace.empty() && marketplace != with_.marketplace) return;
  auto& updated = change.cells[Row::at(*change.table, "updated_at")];
  const bool dated = !change.version.snapshot && change.version.committed_ms != 0;
  if (updated.empty() && dated) updated = format_instant(change.committed());
  outbox_.add(Outbox::kind_of(*change.table), encode_row(change, place), batch_);
}

void Drain::refuse(const Change& change, const RowFault& fault) {
  const std::vector<std::string_view> cells(change.cells.begin(), change.cells.end());
  const Row row(*change.table, cells);
  outbox_.add(Outbox::Kind::reject,
              encode_letter({.source = fmt::format("{}/{}", with_.source, change.table->name),
                             .position = fmt::format("row {}", row_number(row.text(0))),
                             .code = std::string(fault.code),
                             .reason = fault.reason,
                             .row = row.to_keep(),
                             .at = {}}),
              batch_);
}

Result<void> Drain::flush(const std::string& topic, std::span<const eventlog::StoredEvent> done) {
  with_.log.commit(topic, group_of(with_), done, batch_);
  return save();
}

Result<void> Drain::save() {
  const std::string source = fmt::format("{}/{}", with_.source, kTransactionProducts.name);
  const auto tell = [&](const std::string& order, OrderRecord& record) {
    for (auto& line : lines_to_tell(record, order, known_)) {
      line.place = {source, row_number(line.line)};
      outbox_.add(Outbox::Kind::line, encode(line), batch_);
    }
  };
  book_.save(newest_day_, tell, batch_);
  if (batch_.empty()) return {};
  outbox_.save(batch_);
  return with_.store.commit(std::exchange(batch_, {}), "changes");
}

Result<void> Drain::give_up_waiting() {
  while (true) {
    const auto orders = book_.untouched_since(true, newest_day_ - with_.options.wait_days, kOrdersAtOnce);
    if (!orders) return std::unexpected(orders.error());
    if (orders->empty()) return {};
    for (const auto& order : *orders) {
      const auto lines = book_.stop_waiting(order, batch_);
      if (!lines) return std::unexpected(lines.error());
      for (const auto& line : *lines) {
        outbox_.add(Outbox::Kind::reject,
                    encode_letter({.source = fmt::format("{}/{}", with_.source, kTransactionProducts.name),
                                   .position = fmt::format("row {}", row_number(line)),
                                   .code = "unknown_transaction",
                                   .reason = fmt::format("no transaction '{}' has come for {} days", order,
                                                         with_.options.wait_days),
                                   .row = fmt::format("{},{}", line, order),
                                   .at = {}}),
                    batch_);
      }
    }
    if (auto saved = save(); !saved) return saved;
  }
}

Result<void> Drain::forget_old() {
  while (true) {
    const auto orders = book_.untouched_since(false, newest_day_ - with_.options.remember_days, kOrdersAtOnce);
    if (!orders) return std::unexpected(orders.error());
    if (orders->empty()) return {};
    for (const auto& order : *orders) {
      if (auto done = book_.forget(order, batch_); !done) return done;
    }
    if (auto saved = save(); !saved) return saved;
  }
}

}  // namespace shelfcast::sources
