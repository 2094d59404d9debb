// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::storage {
class Batch;
}

namespace shelfcast::eventlog {

/// Where an event stands: events of one partition are in order, those of different ones are not.
struct Position {
  std::uint32_t partition = 0;
  std::uint64_t offset = 0;
  auto operator<=>(const Position&) const = default;
};

struct Event {
  std::string id;       ///< the same id is given to a group once
  std::string key;      ///< events of one key keep their order
  std::string payload;  ///< opaque here
};

struct StoredEvent {
  Position position;
  std::string id;  ///< empty where a foreign writer gave it none
  std::string key;
  std::string payload;
};

/// A group of a topic, and how many events it has not committed yet.
struct GroupState {
  std::string topic;
  std::string group;
  std::uint64_t backlog = 0;
};

/// A durable log of events in topics: RocksDB in this process, Kafka outside it.
///
/// Calls:       append*  from any thread;  (read commit?)*  from one thread per group;  the others from any.
/// Durable:     what `append` returned is on disk (or acknowledged by all in-sync replicas) and keeps its place.
/// At least once: what was read but not committed is read again, also after a restart.
/// Exactly once: `commit` adds the group's new position to the caller's own batch, so that what was done with the
///              events and the memory of having done it become durable together.
/// Duplicates:  an event appended again under its id is given to a group once: at the writer where the log is in this
///              process, else at the reader, which remembers the ids of the last 20,000 events of each partition.
/// Failure:     `unavailable` - try again: nothing was appended, or it will be recognised by its id;
///              `rejected` - one of these events never will fit; others of them may have been appended.
class EventLog {
 public:
  virtual ~EventLog() = default;

  /// Appends all that are new, in order, in one durable write; returns how many it took for new.
  virtual Result<std::size_t> append(std::string_view topic, std::span<const Event> events) = 0;
  /// The events after the group's position, at most `at_most` of them; none where there are none yet.
  virtual Result<std::vector<StoredEvent>> read(std::string_view topic, std::string_view group,
                                                std::size_t at_most) = 0;
  /// `done`: what the last `read` gave, or its beginning.
  virtual void commit(std::string_view topic, std::string_view group, std::span<const StoredEvent> done,
                      storage::Batch& into) = 0;
  /// Events not yet committed by the group.
  virtual Result<std::uint64_t> backlog(std::string_view topic, std::string_view group) = 0;
  /// Forgets the payloads that its topic's rule does not keep; without a rule, those that every group has committed.
  /// Ids stay. Does nothing where the log is outside this process and has a retention of its own.
  virtual Result<void> trim(std::string_view topic) = 0;
  /// Every group that ever committed and was not forgotten, by topic and name.
  virtual Result<std::vector<GroupState>> groups() = 0;
  /// The group is gone: nothing is kept for it any more. Should it come back, it begins with the first event there is.
  virtual Result<void> forget(std::string_view topic, std::string_view group) = 0;
};

/// The log inside this process, which can do more: whoever writes to the same store makes his own writes and the
/// events that tell of them one.
class EmbeddedLog : public EventLog {
 public:
  /// Like `append`, and `also` becomes durable in the same write: both or neither.
  virtual Result<std::size_t> append_with(std::string_view topic, std::span<const Event> events,
                                          storage::Batch also) = 0;
};

}  // namespace shelfcast::eventlog
