// SPDX-License-Identifier: Apache-2.0
#include "ingest/event_readers.hpp"

#include "ingest/chunk.hpp"
#include "shelfcast/eventlog/order_events.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <utility>

namespace shelfcast::ingest {
namespace {

sources::RawLine line_of(const domain::OrderEvent& event) {
  return {.place = {eventlog::kOrderEvents, event.version},
          .order = event.order,
          .line = event.line,
          .product = event.product,
          .happened = event.ordered,
          .updated = event.changed,
          .quantity = event.quantity,
          .unit_price = event.unit_price,
          .line_total = std::nullopt,
          .status = event.status};
}

}  // namespace

Result<void> LoadReader::read(const eventlog::StoredEvent& event, Desks& desks) {
  const auto desk = desks.of(marketplace_);
  if (!desk) return std::unexpected(desk.error());
  if (holds_catalogue(event.payload)) {
    const auto chunk = read_catalogue_chunk(event.payload);
    return chunk ? (*desk)->take(*chunk) : std::unexpected(chunk.error());
  }
  Result<void> taken;
  const auto take = [&](const sources::RawLine& line) {
    if (taken) taken = (*desk)->take(line);
  };
  auto read = read_chunk(
      event.payload, {.line = take, .letter = [&](domain::DeadLetter letter) { (*desk)->take(std::move(letter)); }});
  return read ? taken : read;
}

Result<void> OrderReader::read(const eventlog::StoredEvent& event, Desks& desks) {
  auto line = eventlog::decode_order_event(event.payload);
  const auto desk = line ? desks.of(line->marketplace) : std::unexpected(line.error());
  if (desk) return (*desk)->take(line_of(lines_.emplace_back(std::move(*line))));
  // Whoever wrote it is no order desk of ours. It belongs to no marketplace that could keep it as a dead letter.
  if (desk.error().code != Code::rejected && desk.error().code != Code::not_found) return std::unexpected(desk.error());
  telemetry::log(
      telemetry::Severity::error, "an order event is passed over",
      {{"partition", event.position.partition}, {"offset", event.position.offset}, {"reason", desk.error().text()}});
  return {};
}

}  // namespace shelfcast::ingest
