// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/eventlog/event_log.hpp"
#include "shelfcast/storage/store.hpp"

#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace shelfcast::eventlog {

/// The column families of this room, those of its log over Kafka included, for `Store::open`.
std::vector<const storage::Family*> families();

/// What `trim` leaves of a topic, and whether its ids have to be remembered. A topic without a rule keeps what some
/// group has not committed, and remembers every id for ever.
struct TopicRule {
  std::string topic;
  std::int64_t keep_seconds = 0;  ///< committed events stay so long after they came,
  std::uint64_t keep_bytes = std::numeric_limits<std::uint64_t>::max();  ///< but only the youngest of so many bytes
  bool even_unread = false;  ///< the same for what some group has not committed: it will never see them
  bool unique_ids = false;   ///< whoever appends never does so twice under an id: none is looked up or remembered
};

/// The log inside this process. The store must outlive it.
std::unique_ptr<EmbeddedLog> open_rocks_log(storage::Store& store);

/// The same, with rules for some topics. The clock tells the age of events; it must outlive the log.
std::unique_ptr<EmbeddedLog> open_rocks_log(storage::Store& store, const Clock& clock, std::vector<TopicRule> rules);

}  // namespace shelfcast::eventlog
