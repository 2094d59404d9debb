// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/eventlog/rocks_log.hpp"

#include "shelfcast/base/bytes.hpp"

#include <algorithm>
#include <limits>
#include <mutex>
#include <optional>
#include <unordered_set>

namespace shelfcast::eventlog {
namespace {

// Keys begin with the topic as length and bytes, so that no topic is the beginning of another.
constexpr storage::Family kEvents{"events"};       // topic, position -> payload
constexpr storage::Family kEventIds{"event_ids"};  // topic, id -> nothing: it was appended
constexpr storage::Family kGroups{"groups"};       // topic, group -> the next position it reads
constexpr std::string_view kWriter;                // the group of no name: the position the next event gets
constexpr Position kLast = std::numeric_limits<Position>::max();

std::string key_of(std::string_view topic, std::string_view within) {
  std::string key;
  put_text(key, topic);
  return key.append(within);
}

std::string key_of(std::string_view topic, Position position) {
  std::string key;
  put_text(key, topic);
  put_u64(key, position);
  return key;
}

std::string encode(Position position) {
  std::string value;
  put_u64(value, position);
  return value;
}

Position position_in(std::string_view bytes) {
  return ByteReader(bytes).u64();
}

class RocksLog final : public EventLog {
 public:
  explicit RocksLog(storage::Store& store) : store_(store) {}

  Result<std::size_t> append(std::string_view topic, std::span<const Event> events) override;
  Result<std::vector<StoredEvent>> read(std::string_view topic, std::string_view group, std::size_t at_most) override;
  void commit(std::string_view topic, std::string_view group, Position last_done, storage::Batch& into) override;
  Result<std::uint64_t> backlog(std::string_view topic, std::string_view group) override;
  Result<void> trim(std::string_view topic) override;

 private:
  [[nodiscard]] Result<Position> next_of(std::string_view topic, std::string_view group) const;
  [[nodiscard]] Result<std::vector<const Event*>> new_among(std::string_view topic,
                                                            std::span<const Event> events) const;
  [[nodiscard]] Result<Position> least_committed(std::string_view topic) const;

  storage::Store& store_;
  std::mutex appending_;
};

Result<Position> RocksLog::next_of(std::string_view topic, std::string_view group) const {
  const auto stored = store_.get(kGroups, key_of(topic, group));
  if (!stored) return std::unexpected(stored.error());
  return *stored ? position_in(**stored) : 0;
}

Result<std::vector<const Event*>> RocksLog::new_among(std::string_view topic, std::span<const Event> events) const {
  std::vector<std::string> keys;
  keys.reserve(events.size());
  for (const auto& event : events) keys.push_back(key_of(topic, event.id));
  const auto known = store_.get_many(kEventIds, keys);
  if (!known) return std::unexpected(known.error());
  std::vector<const Event*> fresh;
  std::unordered_set<std::string_view> seen;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (!(*known)[i] && seen.insert(events[i].id).second) fresh.push_back(&events[i]);
  }
  return fresh;
}

Result<std::size_t> RocksLog::append(std::string_view topic, std::span<const Event> events) {
  const std::scoped_lock lock(appending_);
  const auto fresh = new_among(topic, events);
  if (!fresh) return std::unexpected(fresh.error());
  if (fresh->empty()) return 0;
  const auto next = next_of(topic, kWriter);
  if (!next) return std::unexpected(next.error());

  Position position = *next;
  storage::Batch batch;
  for (const auto* event : *fresh) {
    batch.put(kEvents, key_of(topic, position++), event->payload);
    batch.put(kEventIds, key_of(topic, event->id), {});
  }
  batch.put(kGroups, key_of(topic, kWriter), encode(position));
  if (auto done = store_.commit(batch, "eventlog.append"); !done) return std::unexpected(done.error());
  return fresh->size();
}

Result<std::vector<StoredEvent>> RocksLog::read(std::string_view topic, std::string_view group, std::size_t at_most) {
  const auto next = next_of(topic, group);
  if (!next) return std::unexpected(next.error());
  std::vector<StoredEvent> events;
  const auto visit = [&](std::string_view key, std::string_view payload) {
    if (events.size() == at_most) return false;
    events.push_back({position_in(key.substr(key.size() - sizeof(Position))), std::string(payload)});
    return true;
  };
  if (auto done = store_.scan(kEvents, key_of(topic, *next), key_of(topic, kLast), visit); !done) {
    return std::unexpected(done.error());
  }
  return events;
}

void RocksLog::commit(std::string_view topic, std::string_view group, Position last_done, storage::Batch& into) {
  into.put(kGroups, key_of(topic, group), encode(last_done + 1));
}

Result<std::uint64_t> RocksLog::backlog(std::string_view topic, std::string_view group) {
  const auto end = next_of(topic, kWriter);
  if (!end) return std::unexpected(end.error());
  const auto next = next_of(topic, group);
  if (!next) return std::unexpected(next.error());
  // A group that is new after a trim begins with the first event that is still there.
  Position first = *end;
  const auto visit = [&](std::string_view key, std::string_view) {
    first = position_in(key.substr(key.size() - sizeof(Position)));
    return false;
  };
  if (auto done = store_.scan(kEvents, key_of(topic, *next), key_of(topic, kLast), visit); !done) {
    return std::unexpected(done.error());
  }
  return *end - first;
}

Result<Position> RocksLog::least_committed(std::string_view topic) const {
  std::optional<Position> least;
  const auto prefix = key_of(topic, std::string_view());
  const auto visit = [&](std::string_view key, std::string_view value) {
    if (!key.starts_with(prefix)) return false;
    if (key.size() > prefix.size()) least = std::min(least.value_or(kLast), position_in(value));
    return true;
  };
  if (auto done = store_.scan(kGroups, prefix, {}, visit); !done) return std::unexpected(done.error());
  return least.value_or(0);
}

Result<void> RocksLog::trim(std::string_view topic) {
  const auto done = least_committed(topic);
  if (!done) return std::unexpected(done.error());
  if (*done == 0) return {};
  return store_.erase_range(kEvents, key_of(topic, Position{0}), key_of(topic, *done), "trim");
}

}  // namespace

std::vector<const storage::Family*> families() {
  return {&kEvents, &kEventIds, &kGroups};
}

std::unique_ptr<EventLog> open_rocks_log(storage::Store& store) {
  return std::make_unique<RocksLog>(store);
}

}  // namespace shelfcast::eventlog
