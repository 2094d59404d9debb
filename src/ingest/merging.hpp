// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/event_readers.hpp"
#include "shelfcast/ingest/ingest.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace shelfcast::ingest {

/// A topic to be counted, and how its events are read.
struct Topic {
  eventlog::EventLog& log;
  std::string name;
  std::unique_ptr<EventReader> reader;
};

/// Counts what is queued in a topic, batch after batch.
///
/// Calls: construct run* finish.
class Merging {
 public:
  /// What becomes of the last events where they do not fill a batch: while more is coming they are better left.
  enum class Rest : std::uint8_t { count, leave };
  /// Events of one full batch. The more, the fewer times a product's or a day's record is written; and all of them are
  /// in memory, some 200 bytes a line.
  static constexpr std::size_t kEventsInBatch = 256;

  /// Of those that read the log.
  static constexpr std::string_view kGroup = "merge";

  /// `counting` is held for each batch: no two may read and write the facts at a time.
  Merging(const Rooms& rooms, Topic topic, std::mutex& counting);

  Result<void> run(Rest rest, const Progress& progress);
  /// Logs what was counted, and lets the topic forget it.
  Result<void> finish();
  [[nodiscard]] Desks& desks() { return desks_; }
  /// Counts nothing of what is queued of a marketplace's loads, and forgets it.
  static Result<void> pass_over(const Rooms& rooms, const std::string& marketplace);

 private:
  Result<void> merge(const std::vector<eventlog::StoredEvent>& events);

  const Rooms& rooms_;
  Topic topic_;
  std::mutex& counting_;
  Desks desks_;
};

}  // namespace shelfcast::ingest
