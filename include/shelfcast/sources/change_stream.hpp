// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/eventlog/event_log.hpp"
#include "shelfcast/sources/source.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::storage {
class Store;
struct Family;
}  // namespace shelfcast::storage

namespace shelfcast::sources {

struct ChangeStreamOptions {
  std::vector<std::string> topics;  ///< each with the changes of one table or of many
  std::string group = "changes";    ///< the marketplace's id is put behind it
  int wait_days = 2;                ///< a line whose transaction has not come by then is a dead letter, until it does
  int remember_days = 400;          ///< an order that nobody touched for so long is forgotten; later changes wait anew
};

/// The topics of a location that is a change stream, as "changes:shop.transactions,shop.transaction_products"; none
/// where it is something else.
std::vector<std::string> change_topics(std::string_view location);

/// The column family in which this kind of source remembers orders, for `Store::open`.
std::vector<const storage::Family*> change_stream_families();

/// The changes of a database's tables (those of the warehouse, by their names) as Debezium writes them, as one
/// marketplace sees them. A transaction and its lines may come in any order; each line is told when both are there.
///
/// Exactly once: what was read moves into the store together with the group's position in the log, and from there to
///              the sink as often as it takes until a position says that it is kept. `store` is the log's own commits'.
/// Failures of `extract`: those of the log and of the store. A malformed event is a reject.
/// `log` and `store` must outlive the source.
std::unique_ptr<Source> open_change_stream(ChangeStreamOptions options, std::string marketplace_key,
                                           eventlog::EventLog& log, storage::Store& store);

}  // namespace shelfcast::sources
