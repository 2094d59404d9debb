// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/catalogue/catalogue.hpp"
#include "shelfcast/deltas/deltas.hpp"
#include "shelfcast/eventlog/event_log.hpp"
#include "shelfcast/ingest/dead_letters.hpp"
#include "shelfcast/sources/source.hpp"
#include "shelfcast/storage/store.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::ingest {

/// The column families of this room, the dead letters' included, for `Store::open`.
std::vector<const storage::Family*> families();

/// What ingest works with. All of it must outlive the Ingest.
struct Rooms {
  storage::Store& store;
  eventlog::EventLog& log;
  catalogue::Catalogue& catalogue;
  deltas::Deltas& deltas;
  DeadLetters& dead_letters;
  const Clock& clock;
};

/// What one extraction took in.
struct Extracted {
  std::uint64_t rows = 0;    ///< lines and rejected rows told by the source
  std::uint64_t queued = 0;  ///< of these, rows that no earlier extraction had queued
  std::vector<std::string> warnings;
};

/// What one merge made of the queued rows: rows_in = counted + duplicate + the sum of rejected_by.
struct Counted {
  std::uint64_t rows_in = 0;
  std::uint64_t counted = 0;
  std::uint64_t duplicate = 0;
  std::map<std::string, std::uint64_t> rejected_by;  ///< reason code -> rows
};

using Progress = std::function<void(double fraction)>;

/// From a source to the counted sale, in two steps that may each be stopped at any moment and begun again: no row is
/// lost, none counts twice.
///
/// extract: everything new in the source goes into the event log, then the source's position is kept.
/// merge:   everything in the log is judged, then counted or set aside as a dead letter, in one batch with the log's
///          position.
///
/// Calls: one thread for each marketplace.
/// Failure: that of the source or the store; what was done until then stays and is recognised the next time.
class Ingest {
 public:
  explicit Ingest(Rooms rooms) : rooms_(rooms) {}

  Result<Extracted> extract(std::string_view marketplace, sources::Source& source, const Progress& progress);
  /// `not_found` where the marketplace was never extracted.
  Result<Counted> merge(std::string_view marketplace, const Progress& progress);

 private:
  Rooms rooms_;
};

}  // namespace shelfcast::ingest
