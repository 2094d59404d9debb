// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::storage {
class Batch;
}

namespace shelfcast::eventlog {

using Position = std::uint64_t;  ///< of an event within its topic, from 0

struct Event {
  std::string id;       ///< the same id is stored once
  std::string payload;  ///< opaque here
};

struct StoredEvent {
  Position position;
  std::string payload;
};

/// A durable log of events in topics (one per marketplace): RocksDB in this process.
///
/// Calls:       append*  from any thread;  (read commit?)*  from one thread per group.
/// Durable:     what `append` returned is on disk and keeps its place.
/// At least once: what was read but not committed is read again after a restart.
/// Exactly once: `commit` adds the group's new position to the caller's own batch, so that what was done with the
///              events and the memory of having done it become durable together.
/// Failure:     `unavailable` - try again: nothing was appended, or it will be recognised by its id.
class EventLog {
 public:
  virtual ~EventLog() = default;

  /// Appends all that are new, in order, in one durable write; returns how many were new.
  virtual Result<std::size_t> append(std::string_view topic, std::span<const Event> events) = 0;
  /// The events after the group's position, at most `at_most` of them.
  virtual Result<std::vector<StoredEvent>> read(std::string_view topic, std::string_view group,
                                                std::size_t at_most) = 0;
  virtual void commit(std::string_view topic, std::string_view group, Position last_done, storage::Batch& into) = 0;
  /// Events not yet committed by the group.
  virtual Result<std::uint64_t> backlog(std::string_view topic, std::string_view group) = 0;
  /// Forgets the payloads that every group has committed; their ids stay.
  virtual Result<void> trim(std::string_view topic) = 0;
};

}  // namespace shelfcast::eventlog
