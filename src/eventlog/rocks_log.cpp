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

using Offset = std::uint64_t;

// Keys begin with the topic as length and bytes, so that no topic is the beginning of another.
constexpr storage::Family kEvents{"events"};       // topic, offset -> key as text, payload
constexpr storage::Family kEventIds{"event_ids"};  // topic, id -> nothing: it was appended
constexpr storage::Family kGroups{"groups"};       // topic, group -> the next offset it reads
constexpr std::string_view kWriter;                // the group of no name: the offset the next event gets
constexpr Offset kLast = std::numeric_limits<Offset>::max();

std::string key_of(std::string_view topic, std::string_view within) {
  std::string key;
  put_text(key, topic);
  return key.append(within);
}

std::string key_of(std::string_view topic, Offset offset) {
  std::string key;
  put_text(key, topic);
  put_u64(key, offset);
  return key;
}

std::string encode(Offset offset) {
  std::string value;
  put_u64(value, offset);
  return value;
}

Offset offset_in(std::string_view bytes) {
  return ByteReader(bytes).u64();
}

StoredEvent stored_event(Offset offset, std::string_view value) {
  ByteReader reader(value);
  const std::string_view key = reader.text();
  return {{.partition = 0, .offset = offset}, std::string(key), std::string(reader.rest())};
}

class RocksLog final : public EmbeddedLog {
 public:
  explicit RocksLog(storage::Store& store) : store_(store) {}

  Result<std::size_t> append(std::string_view topic, std::span<const Event> events) override;
  Result<std::size_t> append_with(std::string_view topic, std::span<const Event> events, storage::Batch also) override;
  Result<std::vector<StoredEvent>> read(std::string_view topic, std::string_view group, std::size_t at_most) override;
  void commit(std::string_view topic, std::string_view group, std::span<const StoredEvent> done,
              storage::Batch& into) override;
  Result<std::uint64_t> backlog(std::string_view topic, std::string_view group) override;
  Result<void> trim(std::string_view topic) override;

 private:
  [[nodiscard]] Result<Offset> next_of(std::string_view topic, std::string_view group) const;
  [[nodiscard]] Result<std::vector<const Event*>> new_among(std::string_view topic,
                                                            std::span<const Event> events) const;
  [[nodiscard]] Result<Offset> least_committed(std::string_view topic) const;

  storage::Store& store_;
  std::mutex appending_;
};

Result<Offset> RocksLog::next_of(std::string_view topic, std::string_view group) const {
  const auto stored = store_.get(kGroups, key_of(topic, group));
  if (!stored) return std::unexpected(stored.error());
  return *stored ? offset_in(**stored) : 0;
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
  return append_with(topic, events, {});
}

Result<std::size_t> RocksLog::append_with(std::string_view topic, std::span<const Event> events, storage::Batch also) {
  const std::scoped_lock lock(appending_);
  const auto fresh = new_among(topic, events);
  if (!fresh) return std::unexpected(fresh.error());
  const auto next = next_of(topic, kWriter);
  if (!next) return std::unexpected(next.error());

  Offset offset = *next;
  for (const auto* event : *fresh) {
    std::string value;
    value.reserve(event->key.size() + event->payload.size() + 2);
    put_text(value, event->key);
    also.put(kEvents, key_of(topic, offset++), value.append(event->payload));
    also.put(kEventIds, key_of(topic, event->id), {});
  }
  if (!fresh->empty()) also.put(kGroups, key_of(topic, kWriter), encode(offset));
  if (auto done = store_.commit(also, "eventlog.append"); !done) return std::unexpected(done.error());
  return fresh->size();
}

Result<std::vector<StoredEvent>> RocksLog::read(std::string_view topic, std::string_view group, std::size_t at_most) {
  const auto next = next_of(topic, group);
  if (!next) return std::unexpected(next.error());
  std::vector<StoredEvent> events;
  const auto visit = [&](std::string_view key, std::string_view value) {
    if (events.size() == at_most) return false;
    events.push_back(stored_event(offset_in(key.substr(key.size() - sizeof(Offset))), value));
    return true;
  };
  if (auto done = store_.scan(kEvents, key_of(topic, *next), key_of(topic, kLast), visit); !done) {
    return std::unexpected(done.error());
  }
  return events;
}

void RocksLog::commit(std::string_view topic, std::string_view group, std::span<const StoredEvent> done,
                      storage::Batch& into) {
  if (!done.empty()) into.put(kGroups, key_of(topic, group), encode(done.back().position.offset + 1));
}

Result<std::uint64_t> RocksLog::backlog(std::string_view topic, std::string_view group) {
  const auto end = next_of(topic, kWriter);
  if (!end) return std::unexpected(end.error());
  const auto next = next_of(topic, group);
  if (!next) return std::unexpected(next.error());
  // A group that is new after a trim begins with the first event that is still there.
  Offset first = *end;
  const auto visit = [&](std::string_view key, std::string_view) {
    first = offset_in(key.substr(key.size() - sizeof(Offset)));
    return false;
  };
  if (auto done = store_.scan(kEvents, key_of(topic, *next), key_of(topic, kLast), visit); !done) {
    return std::unexpected(done.error());
  }
  return *end - first;
}

Result<Offset> RocksLog::least_committed(std::string_view topic) const {
  std::optional<Offset> least;
  const auto prefix = key_of(topic, std::string_view());
  const auto visit = [&](std::string_view key, std::string_view value) {
    if (!key.starts_with(prefix)) return false;
    if (key.size() > prefix.size()) least = std::min(least.value_or(kLast), offset_in(value));
    return true;
  };
  if (auto done = store_.scan(kGroups, prefix, {}, visit); !done) return std::unexpected(done.error());
  return least.value_or(0);
}

Result<void> RocksLog::trim(std::string_view topic) {
  const auto done = least_committed(topic);
  if (!done) return std::unexpected(done.error());
  if (*done == 0) return {};
  return store_.erase_range(kEvents, key_of(topic, Offset{0}), key_of(topic, *done), "trim");
}

}  // namespace

std::vector<const storage::Family*> families() {
  return {&kEvents, &kEventIds, &kGroups};
}

std::unique_ptr<EmbeddedLog> open_rocks_log(storage::Store& store) {
  return std::make_unique<RocksLog>(store);
}

}  // namespace shelfcast::eventlog
