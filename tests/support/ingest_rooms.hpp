// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/eventlog/rocks_log.hpp"
#include "shelfcast/ingest/ingest.hpp"
#include "shelfcast/sources/change_stream.hpp"

#include <chrono>
#include <memory>
#include <vector>

namespace shelfcast::testing {

/// Everything ingest works with, wired as in the house, in a folder that may outlive it, as it outlives a process that
/// was killed.
struct IngestRooms {
  IngestRooms(const std::filesystem::path& folder, const Clock& clock)
      : store(storage::Store::open(folder / "store", families()).value()),
        database(storage::Database::open(folder / "catalogue.db").value()),
        log(eventlog::open_rocks_log(*store)),
        ingest({.store = *store,
                .log = *log,
                .catalogue = catalogue,
                .deltas = deltas,
                .dead_letters = dead_letters,
                .loads = loads,
                .clock = clock,
                .runtime = runtime,
                .wait = [this](auto pause) { waited.push_back(pause); }}) {}

  static std::vector<const storage::Family*> families() {
    std::vector<const storage::Family*> all;
    for (const auto& room :
         {eventlog::families(), deltas::families(), ingest::families(), sources::change_stream_families()}) {
      all.insert(all.end(), room.begin(), room.end());
    }
    return all;
  }

  std::unique_ptr<storage::Store> store;
  std::unique_ptr<storage::Database> database;
  std::unique_ptr<eventlog::EmbeddedLog> log;
  runtime::Runtime runtime{{.serving = 1, .workers = 1}};
  catalogue::Catalogue catalogue{*database};
  deltas::Deltas deltas{*store};
  ingest::DeadLetters dead_letters{*store};
  ingest::LoadBook loads{*database};
  std::vector<std::chrono::milliseconds> waited;  ///< before sources were asked again
  ingest::Ingest ingest;
};

}  // namespace shelfcast::testing
