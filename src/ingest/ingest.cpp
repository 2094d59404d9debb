// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/ingest/ingest.hpp"

#include "ingest/breaker.hpp"
#include "ingest/extraction.hpp"
#include "ingest/handoff.hpp"
#include "ingest/load_check.hpp"
#include "ingest/merging.hpp"
#include "shelfcast/base/digest.hpp"
#include "shelfcast/eventlog/order_events.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::ingest {
namespace {

constexpr storage::Family kPositions{"positions"};

std::string position_key(std::string_view marketplace, std::string_view source) {
  std::string key(marketplace);
  key += '\0';
  return key.append(source);
}

std::string held_sentence(const domain::Load& load) {
  std::string sentence = "looks broken and waits: accept it or reject it.";
  for (const auto& finding : load.findings) sentence += " " + finding.sentence;
  return sentence;
}

/// The load with what is odd about it, beside the last ones.
Result<domain::Load> judged(const Rooms& rooms, domain::Load load) {
  constexpr std::size_t kLoadsToCompare = 20;
  const auto accepted = rooms.loads.accepted(load.marketplace, kLoadsToCompare);
  if (!accepted) return std::unexpected(accepted.error());
  std::vector<domain::LoadProfile> earlier;
  for (const auto& one : *accepted) {
    if (one.source == load.source) earlier.push_back(one.profile);
  }
  load.findings = check_load(load.profile, earlier);
  load.state = load.findings.empty() ? domain::LoadState::accepted : domain::LoadState::held;
  return load;
}

/// Counts all that is queued, and what waited for products that have come with it.
Result<Counted> count_all(Merging& merging, std::string_view marketplace, const Progress& progress) {
  const auto desk = merging.desks().of(marketplace);
  if (!desk) return std::unexpected(desk.error());
  for (std::size_t released = 1; released > 0;) {
    if (auto done = merging.run(Merging::Rest::count, progress); !done) return std::unexpected(done.error());
    const auto queued = (*desk)->release();
    if (!queued) return std::unexpected(queued.error());
    released = *queued;
  }
  if (auto done = merging.finish(); !done) return std::unexpected(done.error());
  return (*desk)->counted();
}

/// Whether this load was entered already, and a crash came before the position behind it was kept.
Result<bool> is_entered(const Rooms& rooms, const domain::Load& load, std::string_view position) {
  constexpr std::size_t kFarEnough = 100;  // loads of the marketplace's other sources since
  const auto loads = rooms.loads.list(load.marketplace, kFarEnough);
  if (!loads) return std::unexpected(loads.error());
  const auto last = std::ranges::find(*loads, load.source, &domain::Load::source);
  if (last == loads->end() || last->state == domain::LoadState::rejected) return false;
  const auto before = rooms.loads.position_before(last->id);
  if (!before) return std::unexpected(before.error());
  return *before == position;
}

/// Whether there is something to be looked at: rows that are new to the log, or that it knows from a reading that broke
/// off and has not counted yet.
Result<bool> is_to_be_entered(const Rooms& rooms, const domain::Load& load, std::string_view position,
                              const ExtractionSink& sink) {
  if (sink.has_news() || !sink.told()) return sink.has_news();
  const auto backlog = rooms.log.backlog(load.marketplace, Merging::kGroup);
  if (!backlog) return std::unexpected(backlog.error());
  if (*backlog == 0) return false;
  const auto entered = is_entered(rooms, load, position);
  if (!entered) return entered;
  return !*entered;
}

Topic topic_of_loads(const Rooms& rooms, std::string_view marketplace) {
  return {rooms.log, std::string(marketplace), std::make_unique<LoadReader>(std::string(marketplace))};
}

}  // namespace

struct Ingest::Reading {
  sources::Extraction extraction;
  ExtractionSink sink;
};

Ingest::Ingest(Rooms rooms) : rooms_(std::move(rooms)), breakers_(std::make_unique<Breakers>()) {}
Ingest::~Ingest() = default;

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
  if (auto held = rooms_.loads.held(marketplace); !held || *held) {
    if (!held) return std::unexpected(held.error());
    return Extracted{.warnings = {}, .held = std::move(*held)};
  }
  const std::string key = position_key(marketplace, source.name());
  const auto position = rooms_.store.get(kPositions, key);
  if (!position) return std::unexpected(position.error());
  // The rows of a load that was thrown away are told again, and are not those that the log knows.
  const auto edition = rooms_.loads.rejected(marketplace);
  if (!edition) return std::unexpected(edition.error());

  const auto make_sink = [&] {
    return ExtractionSink(rooms_, Queue(rooms_.log, std::string(marketplace), *edition, appended), progress);
  };
  auto read = read_patiently(source, position->value_or(""), make_sink);
  if (!read) return std::unexpected(read.error());
  auto& [extraction, sink] = *read;

  Extracted extracted{
      .rows = sink.rows(), .queued = sink.new_rows(), .warnings = std::move(extraction.warnings), .held = {}};
  auto load = judged(rooms_, {.id = 0,
                              .marketplace = std::string(marketplace),
                              .source = source.name(),
                              .read_at = rooms_.clock.now(),
                              .profile = sink.profile(),
                              .findings = {}});
  if (!load) return std::unexpected(load.error());
  const auto to_enter = is_to_be_entered(rooms_, *load, position->value_or(""), sink);
  if (!to_enter) return std::unexpected(to_enter.error());
  if (*to_enter) {
    const auto id = rooms_.loads.enter(*load, position->value_or(""));
    if (!id) return std::unexpected(id.error());
    load->id = *id;
    if (load->state == domain::LoadState::held) extracted.held = std::move(*load);
  }
  // Only now: a crash before this line makes the source be read again, never passed over.
  storage::Batch batch;
  batch.put(kPositions, key, extraction.position);
  if (auto kept = rooms_.store.commit(batch, "positions"); !kept) return std::unexpected(kept.error());
  telemetry::log(telemetry::Severity::info, "extracted",
                 {{"marketplace", marketplace}, {"rows", sink.rows()}, {"queued", sink.new_rows()}});
  return extracted;
}

/// A source that cannot be reached is asked some more times; one that never answers is left alone for a while.
Result<Ingest::Reading> Ingest::read_patiently(sources::Source& source, std::string_view position,
                                               const std::function<ExtractionSink()>& make_sink) {
  constexpr int kRepetitions = 2;
  const std::string name = source.name();
  if (const auto until = breakers_->left_alone(name, rooms_.clock.now())) {
    return fail(Code::unavailable, name,
                fmt::format("could not be reached several times; it is asked again at {}", format_instant(*until)));
  }
  for (int repetition = 0;; ++repetition) {
    Reading reading{{}, make_sink()};
    auto extraction = source.extract(position, reading.sink);
    if (extraction) {
      if (auto finished = reading.sink.finish(); !finished) return std::unexpected(finished.error());
      breakers_->reached(name);
      reading.extraction = std::move(*extraction);
      return reading;
    }
    if (extraction.error().code != Code::unavailable) return std::unexpected(extraction.error());
    if (repetition == kRepetitions) {
      breakers_->failed(name, rooms_.clock.now());
      return std::unexpected(extraction.error());
    }
    telemetry::log(telemetry::Severity::warning, "a source cannot be reached; it is asked again",
                   {{"source", name}, {"problem", extraction.error().text()}});
    rooms_.wait(pause_before(repetition, fingerprint(name)));
  }
}

Result<Counted> Ingest::merge(std::string_view marketplace, const Progress& progress) {
  const auto held = rooms_.loads.held(marketplace);
  if (!held) return std::unexpected(held.error());
  if (*held) return fail(Code::conflict, fmt::format("load {}", (*held)->id), held_sentence(**held));
  Merging merging(rooms_, topic_of_loads(rooms_, marketplace), counting_);
  return count_all(merging, marketplace, progress);
}

Result<Loaded> Ingest::load(std::string_view marketplace, sources::Source& source, const Progress& progress) {
  const auto known = rooms_.catalogue.marketplace(marketplace);
  if (!known && known.error().code != Code::not_found) return std::unexpected(known.error());
  const auto extent = known ? rooms_.deltas.extent(known->id) : Result<std::optional<deltas::Deltas::Extent>>();
  if (!extent) return std::unexpected(extent.error());
  if (!*extent) return first_load(marketplace, source, progress);

  auto extracted = extract(marketplace, source, [&](double fraction) { progress(fraction / 2); });
  if (!extracted) return std::unexpected(extracted.error());
  if (extracted->held) return Loaded{std::move(*extracted), {}};
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

  auto counted = count_all(merging, marketplace, [](double) {});
  if (!counted) return std::unexpected(counted.error());
  return Loaded{std::move(*extracted), std::move(*counted)};
}

Result<domain::Load> Ingest::held_load(std::int64_t id) const {
  auto load = rooms_.loads.find(id);
  if (!load) return std::unexpected(load.error());
  if (!*load) return fail(Code::not_found, fmt::format("load {}", id), "there is no such load");
  if ((*load)->state != domain::LoadState::held) {
    return fail(Code::conflict, fmt::format("load {}", id), "is not held: it was decided upon before");
  }
  return std::move(**load);
}

Result<void> Ingest::accept(std::int64_t load) {
  const auto held = held_load(load);
  if (!held) return std::unexpected(held.error());
  return rooms_.loads.set_state(load, domain::LoadState::accepted);
}

Result<void> Ingest::reject(std::int64_t load) {
  const auto held = held_load(load);
  if (!held) return std::unexpected(held.error());
  const auto before = rooms_.loads.position_before(load);
  if (!before) return std::unexpected(before.error());
  // In this order: a crash in between leaves the load held, and it can be rejected again.
  if (auto passed = Merging::pass_over(rooms_, held->marketplace); !passed) return passed;
  storage::Batch batch;
  batch.put(kPositions, position_key(held->marketplace, held->source), *before);
  if (auto kept = rooms_.store.commit(batch, "positions"); !kept) return kept;
  return rooms_.loads.set_state(load, domain::LoadState::rejected);
}

Result<std::map<std::string, OrdersCounted>> Ingest::count_orders(eventlog::EventLog& orders) {
  Merging merging(rooms_, {orders, std::string(eventlog::kOrderEvents), std::make_unique<OrderReader>()}, counting_);
  if (auto done = merging.run(Merging::Rest::count, [](double) {}); !done) return std::unexpected(done.error());
  if (auto done = merging.finish(); !done) return std::unexpected(done.error());
  std::map<std::string, OrdersCounted> counted;
  for (const auto& [marketplace, desk] : merging.desks().all()) {
    counted.emplace(marketplace, OrdersCounted{desk.counted(), desk.changed()});
  }
  return counted;
}

}  // namespace shelfcast::ingest
