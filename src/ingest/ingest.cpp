// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/ingest/ingest.hpp"

#include "ingest/extraction.hpp"
#include "ingest/handoff.hpp"
#include "ingest/merging.hpp"
#include "shelfcast/eventlog/order_events.hpp"
#include "shelfcast/telemetry/log.hpp"

namespace shelfcast::ingest {
namespace {

constexpr storage::Family kPositions{"positions"};

std::string position_key(std::string_view marketplace, std::string_view source) {
  std::string key(marketplace);
  key += '\0';
  return key.append(source);
}

Topic topic_of_loads(const Rooms& rooms, std::string_view marketplace) {
  return {rooms.log, std::string(marketplace), std::make_unique<LoadReader>(std::string(marketplace))};
}

}  // namespace

std::vector<const storage::Family*> families() {
  auto all = DeadLetters::families();
  all.push_back(&kPositions);
  return all;
}

Result<Extracted> Ingest::extract(std::string_view marketplace, sources::Source& source, const Progress& progress) {
  return extract(marketplace, source, progress, [](std::size_t) {});
}

Result<Extracted> Ingest::extract(std::string_view marketplace, sources::Source& source, const Progress& progress,
                                  const std::function<void(std::size_t events)>& appended) {
  const std::string key = position_key(marketplace, source.name());
  const auto position = rooms_.store.get(kPositions, key);
  if (!position) return std::unexpected(position.error());

  ExtractionSink sink(rooms_, std::string(marketplace), progress, appended);
  auto extraction = source.extract(position->value_or(""), sink);
  if (!extraction) return std::unexpected(extraction.error());
  if (auto finished = sink.finish(); !finished) return std::unexpected(finished.error());

  // Only now: a crash before this line makes the source be read again, never passed over.
  storage::Batch batch;
  batch.put(kPositions, key, extraction->position);
  if (auto kept = rooms_.store.commit(batch, "positions"); !kept) return std::unexpected(kept.error());
  telemetry::log(telemetry::Severity::info, "extracted",
                 {{"marketplace", marketplace}, {"rows", sink.rows()}, {"queued", sink.new_rows()}});
  return Extracted{.rows = sink.rows(), .queued = sink.new_rows(), .warnings = std::move(extraction->warnings)};
}

Result<Counted> Ingest::merge(std::string_view marketplace, const Progress& progress) {
  Merging merging(rooms_, topic_of_loads(rooms_, marketplace), counting_);
  const auto desk = merging.desks().of(marketplace);
  if (!desk) return std::unexpected(desk.error());
  if (const auto released = (*desk)->release(); !released) return std::unexpected(released.error());
  if (auto done = merging.run(Merging::Rest::count, progress); !done) return std::unexpected(done.error());
  if (auto done = merging.finish(); !done) return std::unexpected(done.error());
  return (*desk)->counted();
}

Result<Loaded> Ingest::load(std::string_view marketplace, sources::Source& source, const Progress& progress) {
  const auto known = rooms_.catalogue.marketplace(marketplace);
  if (!known && known.error().code != Code::not_found) return std::unexpected(known.error());
  const auto extent = known ? rooms_.deltas.extent(known->id) : Result<std::optional<deltas::Deltas::Extent>>();
  if (!extent) return std::unexpected(extent.error());
  if (!*extent) return first_load(marketplace, source, progress);

  auto extracted = extract(marketplace, source, [&](double fraction) { progress(fraction / 2); });
  if (!extracted) return std::unexpected(extracted.error());
  auto counted = merge(marketplace, [&](double fraction) { progress((1 + fraction) / 2); });
  if (!counted) return std::unexpected(counted.error());
  return Loaded{std::move(*extracted), std::move(*counted)};
}

Result<Loaded> Ingest::first_load(std::string_view marketplace, sources::Source& source, const Progress& progress) {
  Handoff queue;
  Result<Extracted> extracted;
  Result<void> counted_meanwhile;
  Merging merging(rooms_, topic_of_loads(rooms_, marketplace), counting_);
  const auto read = [&] {
    extracted = extract(marketplace, source, progress, [&](std::size_t events) { queue.appended(events); });
    queue.finish();
  };
  const auto count = [&] {
    while (queue.wait_for(Merging::kEventsInBatch) && counted_meanwhile) {
      counted_meanwhile = merging.run(Merging::Rest::leave, [](double) {});
    }
  };
  // The reading is begun first: where there is no second thread, the counting finds it finished.
  rooms_.runtime.parallel(2, [&](std::size_t which) { which == 0 ? read() : count(); });
  if (!extracted) return std::unexpected(extracted.error());
  if (!counted_meanwhile) return std::unexpected(counted_meanwhile.error());

  const auto desk = merging.desks().of(marketplace);
  if (!desk) return std::unexpected(desk.error());
  if (auto done = merging.run(Merging::Rest::count, [](double) {}); !done) return std::unexpected(done.error());
  if (auto done = merging.finish(); !done) return std::unexpected(done.error());
  return Loaded{std::move(*extracted), (*desk)->counted()};
}

Result<std::map<std::string, OrdersCounted>> Ingest::count_orders(eventlog::EventLog& orders) {
  Merging merging(rooms_, {orders, std::string(eventlog::kOrderEvents), std::make_unique<OrderReader>()}, counting_);
  if (auto done = merging.run(Merging::Rest::count, [](double) {}); !done) return std::unexpected(done.error());
  if (auto done = merging.finish(); !done) return std::unexpected(done.error());
  std::map<std::string, OrdersCounted> counted;
  for (const auto& [marketplace, desk] : merging.desks().all()) {
    counted.emplace(marketplace, OrdersCounted{desk.counted(), desk.products()});
  }
  return counted;
}

}  // namespace shelfcast::ingest
