// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/catalogue_chunk.hpp"
#include "ingest/chunk.hpp"
#include "shelfcast/eventlog/event_log.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace shelfcast::ingest {

/// Puts rows into the event log, in chunks. A chunk's id is made of its bytes, which name the source and the rows: what
/// has been queued once is recognised, also in a file that has only grown.
///
/// Calls: add* finish.
class Queue {
 public:
  /// `appended` is told how many events have just become readable. `edition` distinguishes what is queued from the
  /// same rows in an earlier edition, which were thrown away.
  using Appended = std::function<void(std::size_t events)>;
  Queue(eventlog::EventLog& log, std::string topic, std::uint64_t edition, Appended appended)
      : log_(log), topic_(std::move(topic)), edition_(edition), appended_(std::move(appended)) {}

  Result<void> add(const sources::RawLine& line);
  Result<void> add(const domain::DeadLetter& letter);
  /// Before all that is added later. Rows of one kind that come in small pieces between lines are put together, since
  /// each event of them is a transaction when it is recorded.
  Result<void> add(CatalogueChunk chunk);
  Result<void> finish();

  /// Whether anything was told, of the catalogue too; whether any of it was new to the log.
  [[nodiscard]] bool told() const { return told_any_; }
  [[nodiscard]] bool has_news() const { return has_news_; }
  [[nodiscard]] std::uint64_t rows() const { return rows_; }
  [[nodiscard]] std::uint64_t new_rows() const { return new_rows_; }

 private:
  Result<void> make_room_for(std::string_view source);
  void close_chunk();
  [[nodiscard]] eventlog::Event event_of(std::string payload) const;
  [[nodiscard]] std::vector<eventlog::Event> events_of_catalogue();
  Result<void> append();

  eventlog::EventLog& log_;
  std::string topic_;
  std::uint64_t edition_;
  Appended appended_;
  ChunkWriter chunk_;
  std::vector<CatalogueChunk> told_;      // of the catalogue, not yet among the waiting
  std::vector<eventlog::Event> waiting_;  // closed chunks that are not in the log yet
  std::uint64_t waiting_rows_ = 0;
  std::uint64_t rows_ = 0;
  std::uint64_t new_rows_ = 0;
  bool told_any_ = false;
  bool has_news_ = false;
};

}  // namespace shelfcast::ingest
