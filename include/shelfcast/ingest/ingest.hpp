// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/catalogue/catalogue.hpp"
#include "shelfcast/deltas/deltas.hpp"
#include "shelfcast/eventlog/event_log.hpp"
#include "shelfcast/ingest/dead_letters.hpp"
#include "shelfcast/ingest/load_book.hpp"
#include "shelfcast/runtime/runtime.hpp"
#include "shelfcast/sources/source.hpp"
#include "shelfcast/storage/store.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::ingest {

class Breakers;
class ExtractionSink;

/// The column families of this room, the dead letters' included, for `Store::open`.
std::vector<const storage::Family*> families();

/// What ingest works with. All of it must outlive the Ingest.
struct Rooms {
  storage::Store& store;
  eventlog::EmbeddedLog& log;
  catalogue::Catalogue& catalogue;
  deltas::Deltas& deltas;
  DeadLetters& dead_letters;
  LoadBook& loads;
  const Clock& clock;
  runtime::Runtime& runtime;
  std::function<void(std::chrono::milliseconds)> wait;  ///< before a source is asked again
};

/// What one extraction took in.
struct Extracted {
  std::uint64_t rows = 0;    ///< lines and rejected rows told by the source
  std::uint64_t queued = 0;  ///< of these, rows that no earlier extraction had queued
  std::vector<std::string> warnings;
  std::optional<domain::Load> held;  ///< the load, where it looks broken: nothing of it is counted until it is let in
};

/// What one merge made of the queued rows: rows_in = counted + duplicate + the sum of rejected_by.
struct Counted {
  std::uint64_t rows_in = 0;
  std::uint64_t counted = 0;
  std::uint64_t duplicate = 0;
  std::map<std::string, std::uint64_t> rejected_by;  ///< reason code -> rows
};

struct Loaded {
  Extracted extracted;
  Counted counted;
};

/// What one look at the orders has counted, by marketplace.
struct OrdersCounted {
  Counted counted;
  std::vector<ProductId> products;  ///< whose sales have changed, ascending
};

using Progress = std::function<void(double fraction)>;

/// From a source to the counted sale, in two steps that may each be stopped at any moment and begun again: no row is
/// lost, none counts twice.
///
/// extract: everything new in the source goes into the event log; the load is held against the earlier ones and let in,
///          or held for an operator; then the source's position is kept. While a load is held nothing is read.
/// merge:   everything in the log is judged, then counted or set aside as a dead letter, in one batch with the log's
///          position.
///
/// Calls: extract, merge and load from one thread for each marketplace; count_orders from one thread, also meanwhile.
/// Failure: that of the source or the store; what was done until then stays and is recognised the next time. A source
///          that cannot be reached is asked again after short pauses, and after several failures left alone for a
///          while: `unavailable` says until when.
class Ingest {
 public:
  explicit Ingest(Rooms rooms);
  ~Ingest();
  Ingest(const Ingest&) = delete;
  Ingest& operator=(const Ingest&) = delete;

  Result<Extracted> extract(std::string_view marketplace, sources::Source& source, const Progress& progress);
  /// `not_found` where the marketplace was never extracted, `conflict` where a load is held.
  Result<Counted> merge(std::string_view marketplace, const Progress& progress);
  /// Both. The first load of a marketplace is counted while it is read: there is nothing yet to hold it against.
  Result<Loaded> load(std::string_view marketplace, sources::Source& source, const Progress& progress);
  /// Lets a held load in: the next merge counts it.
  Result<void> accept(std::int64_t load);
  /// Throws a held load away. Its source is read again from where it stood before.
  Result<void> reject(std::int64_t load);
  /// Counts the orders that came in since the last call, by the keys of their marketplaces.
  Result<std::map<std::string, OrdersCounted>> count_orders(eventlog::EventLog& orders);

 private:
  Result<Loaded> first_load(std::string_view marketplace, sources::Source& source, const Progress& progress);
  Result<Extracted> extract(std::string_view marketplace, sources::Source& source, const Progress& progress,
                            const std::function<void(std::size_t events)>& appended);
  struct Reading;
  Result<Reading> read_patiently(sources::Source& source, std::string_view position,
                                 const std::function<ExtractionSink()>& make_sink);
  Result<domain::Load> held_load(std::int64_t id) const;

  Rooms rooms_;
  std::unique_ptr<Breakers> breakers_;
  std::mutex counting_;  // one batch at a time reads the facts and writes them again
};

}  // namespace shelfcast::ingest
