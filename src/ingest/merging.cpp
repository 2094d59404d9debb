// SPDX-License-Identifier: Apache-2.0
#include "ingest/merging.hpp"

#include "shelfcast/telemetry/log.hpp"

#include <algorithm>
#include <utility>

namespace shelfcast::ingest {
Merging::Merging(const Rooms& rooms, Topic topic, std::mutex& counting)
    : rooms_(rooms), topic_(std::move(topic)), counting_(counting), desks_(rooms) {}

Result<void> Merging::run(Rest rest, const Progress& progress) {
  const auto backlog = topic_.log.backlog(topic_.name, kGroup);
  if (!backlog) return std::unexpected(backlog.error());
  const double all = static_cast<double>(std::max<std::uint64_t>(*backlog, 1));
  for (double done = 0;;) {
    const auto events = topic_.log.read(topic_.name, kGroup, kEventsInBatch);
    if (!events) return std::unexpected(events.error());
    const bool full = events->size() == kEventsInBatch;
    if (events->empty() || (!full && rest == Rest::leave)) return {};
    if (auto merged = merge(*events); !merged) return merged;
    done += static_cast<double>(events->size());
    progress(std::min(1.0, done / all));
  }
}

Result<void> Merging::pass_over(const Rooms& rooms, const std::string& marketplace) {
  for (;;) {
    const auto events = rooms.log.read(marketplace, kGroup, kEventsInBatch);
    if (!events) return std::unexpected(events.error());
    if (events->empty()) return rooms.log.trim(marketplace);
    storage::Batch batch;
    rooms.log.commit(marketplace, kGroup, *events, batch);
    if (auto committed = rooms.store.commit(batch, "load.passed_over"); !committed) return committed;
  }
}

/// What is counted, what is set aside and how far the topic has been read become durable together.
Result<void> Merging::merge(const std::vector<eventlog::StoredEvent>& events) {
  const std::scoped_lock lock(counting_);
  for (const auto& event : events) {
    if (auto read = topic_.reader->read(event, desks_); !read) return read;
  }
  storage::Batch batch;
  for (auto& [marketplace, desk] : desks_.all()) {
    if (auto written = desk.write(batch); !written) return written;
  }
  topic_.log.commit(topic_.name, kGroup, events, batch);
  if (auto committed = rooms_.store.commit(batch, "merge.batch"); !committed) return committed;
  for (auto& [marketplace, desk] : desks_.all()) desk.committed();
  topic_.reader->forget();
  return {};
}

Result<void> Merging::finish() {
  for (const auto& [marketplace, desk] : desks_.all()) {
    const Counted& counted = desk.counted();
    if (counted.rows_in == 0) continue;
    telemetry::log(telemetry::Severity::info, "merged",
                   {{"marketplace", marketplace},
                    {"topic", topic_.name},
                    {"rows", counted.rows_in},
                    {"counted", counted.counted},
                    {"duplicate", counted.duplicate}});
  }
  return topic_.log.trim(topic_.name);
}

}  // namespace shelfcast::ingest
