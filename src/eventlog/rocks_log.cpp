// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/eventlog/rocks_log.hpp"

#include "eventlog/kafka/positions.hpp"
#include "eventlog/keys.hpp"
#include "eventlog/retention.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <unordered_set>

namespace shelfcast::eventlog {
namespace {

constexpr storage::Family kEvents{
    .name = "events", .merge = nullptr, .passing = true};  // topic, offset -> id and key as text, payload
constexpr storage::Family kEventIds{"event_ids"};          // topic, id -> nothing: it was appended
constexpr storage::Family kGroups{"groups"};               // topic, group -> the next offset it reads
constexpr std::string_view kWriter;  // the group of no name: the offset the next event gets, the bytes of all before it

std::string encode(Offset offset) {
  std::string value;
  put_u64(value, offset);
  return value;
}

std::string encode(const Retention::End& end) {
  std::string value = encode(end.offset);
  put_u64(value, end.bytes);
  return value;
}

StoredEvent stored_event(Offset offset, std::string_view value) {
  ByteReader reader(value);
  const std::string_view id = reader.text();
  const std::string_view key = reader.text();
  return {{.partition = 0, .offset = offset}, std::string(id), std::string(key), std::string(reader.rest())};
}

class RocksLog final : public EmbeddedLog {
 public:
  RocksLog(storage::Store& store, const Clock* clock, std::vector<TopicRule> rules)
      : store_(store), retention_(store, clock, std::move(rules)) {}

  Result<std::size_t> append(std::string_view topic, std::span<const Event> events) override;
  Result<std::size_t> append_with(std::string_view topic, std::span<const Event> events, storage::Batch also) override;
  Result<std::vector<StoredEvent>> read(std::string_view topic, std::string_view group, std::size_t at_most) override;
  void commit(std::string_view topic, std::string_view group, std::span<const StoredEvent> done,
              storage::Batch& into) override;
  Result<std::uint64_t> backlog(std::string_view topic, std::string_view group) override;
  Result<void> trim(std::string_view topic) override;
  Result<std::vector<GroupState>> groups() override;
  Result<void> forget(std::string_view topic, std::string_view group) override;

 private:
  [[nodiscard]] Result<Offset> next_of(std::string_view topic, std::string_view group) const;
  [[nodiscard]] Result<Retention::End> end_of(std::string_view topic) const;
  [[nodiscard]] Result<std::vector<const Event*>> new_among(std::string_view topic,
                                                            std::span<const Event> events) const;
  [[nodiscard]] Result<std::optional<Offset>> least_committed(std::string_view topic) const;
  [[nodiscard]] Result<Offset> first_kept(std::string_view topic) const;

  storage::Store& store_;
  std::mutex appending_;  // also guards the marks of retention_
  Retention retention_;
};

Result<Offset> RocksLog::next_of(std::string_view topic, std::string_view group) const {
  const auto stored = store_.get(kGroups, key_of(topic, group));
  if (!stored) return std::unexpected(stored.error());
  return *stored ? ByteReader(**stored).u64() : 0;
}

Result<Retention::End> RocksLog::end_of(std::string_view topic) const {
  const auto stored = store_.get(kGroups, key_of(topic, kWriter));
  if (!stored) return std::unexpected(stored.error());
  if (!*stored) return Retention::End{};
  ByteReader reader(**stored);
  const Offset offset = reader.u64();
  return Retention::End{.offset = offset, .bytes = reader.u64()};
}

Result<std::vector<const Event*>> RocksLog::new_among(std::string_view topic, std::span<const Event> events) const {
  std::vector<const Event*> fresh;
  if (const TopicRule* rule = retention_.rule_of(topic); rule != nullptr && rule->unique_ids) {
    for (const auto& event : events) fresh.push_back(&event);
    return fresh;
  }
  std::vector<std::string> keys;
  keys.reserve(events.size());
  for (const auto& event : events) keys.push_back(key_of(topic, event.id));
  const auto known = store_.get_many(kEventIds, keys);
  if (!known) return std::unexpected(known.error());
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
  auto end = end_of(topic);
  if (!end) return std::unexpected(end.error());

  const TopicRule* rule = retention_.rule_of(topic);
  if (rule != nullptr && !fresh->empty()) retention_.mark(*rule, *end, also);
  const bool ids_are_kept = rule == nullptr || !rule->unique_ids;
  for (const auto* event : *fresh) {
    std::string value;
    value.reserve(event->id.size() + event->key.size() + event->payload.size() + 4);
    put_text(value, event->id);
    put_text(value, event->key);
    value.append(event->payload);
    end->bytes += value.size();
    also.put(kEvents, key_of(topic, end->offset++), value);
    if (ids_are_kept) also.put(kEventIds, key_of(topic, event->id), {});
  }
  if (!fresh->empty()) also.put(kGroups, key_of(topic, kWriter), encode(*end));
  if (auto done = store_.commit(also, "eventlog.append"); !done) return std::unexpected(done.error());
  return fresh->size();
}

Result<std::vector<StoredEvent>> RocksLog::read(std::string_view topic, std::string_view group, std::size_t at_most) {
  const auto next = next_of(topic, group);
  if (!next) return std::unexpected(next.error());
  std::vector<StoredEvent> events;
  const auto visit = [&](std::string_view key, std::string_view value) {
    if (events.size() == at_most) return false;
    events.push_back(stored_event(offset_of(key), value));
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
    first = offset_of(key);
    return false;
  };
  if (auto done = store_.scan(kEvents, key_of(topic, *next), key_of(topic, kLast), visit); !done) {
    return std::unexpected(done.error());
  }
  return *end - first;
}

Result<std::optional<Offset>> RocksLog::least_committed(std::string_view topic) const {
  std::optional<Offset> least;
  const auto prefix = key_of(topic, std::string_view());
  const auto visit = [&](std::string_view key, std::string_view value) {
    if (!key.starts_with(prefix)) return false;
    if (key.size() > prefix.size()) least = std::min(least.value_or(kLast), ByteReader(value).u64());
    return true;
  };
  if (auto done = store_.scan(kGroups, prefix, {}, visit); !done) return std::unexpected(done.error());
  return least;
}

Result<Offset> RocksLog::first_kept(std::string_view topic) const {
  const auto least = least_committed(topic);
  if (!least) return std::unexpected(least.error());
  const Offset first_unread = least->value_or(0);
  const TopicRule* rule = retention_.rule_of(topic);
  if (rule == nullptr) return first_unread;
  const auto end = end_of(topic);
  if (!end) return std::unexpected(end.error());
  const auto kept = retention_.first_kept(*rule, *end);
  if (!kept || rule->even_unread) return kept;
  return std::min(first_unread, *kept);
}

Result<void> RocksLog::trim(std::string_view topic) {
  const auto first = first_kept(topic);
  if (!first) return std::unexpected(first.error());
  if (*first == 0) return {};
  const std::string from = key_of(topic, Offset{0});
  auto done = store_.erase_range(kEvents, from, key_of(topic, *first), "trim");
  if (!done || retention_.rule_of(topic) == nullptr) return done;
  // The mark at `first` has done its work too: the next trim finds none, and nothing to do.
  return store_.erase_range(kEventMarks, from, key_of(topic, *first + 1), "trim marks");
}

Result<std::vector<GroupState>> RocksLog::groups() {
  std::vector<GroupState> states;
  const auto visit = [&](std::string_view key, std::string_view) {
    ByteReader reader(key);
    const std::string topic(reader.text());
    const std::string group(reader.rest());
    if (group != kWriter) states.push_back({.topic = topic, .group = group});
    return true;
  };
  if (auto done = store_.scan(kGroups, {}, {}, visit); !done) return std::unexpected(done.error());
  for (auto& state : states) {
    const auto behind = backlog(state.topic, state.group);
    if (!behind) return std::unexpected(behind.error());
    state.backlog = *behind;
  }
  return states;
}

Result<void> RocksLog::forget(std::string_view topic, std::string_view group) {
  storage::Batch batch;
  batch.erase(kGroups, key_of(topic, group));
  return store_.commit(batch, "eventlog.forget");
}

}  // namespace

std::vector<const storage::Family*> families() {
  return {&kEvents, &kEventIds, &kEventMarks, &kGroups, &kKafkaPositions, &kKafkaIds};
}

std::unique_ptr<EmbeddedLog> open_rocks_log(storage::Store& store) {
  return std::make_unique<RocksLog>(store, nullptr, std::vector<TopicRule>());
}

std::unique_ptr<EmbeddedLog> open_rocks_log(storage::Store& store, const Clock& clock, std::vector<TopicRule> rules) {
  return std::make_unique<RocksLog>(store, &clock, std::move(rules));
}

}  // namespace shelfcast::eventlog
