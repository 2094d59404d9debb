// SPDX-License-Identifier: Apache-2.0
#include "eventlog/kafka/reader.hpp"

#include "eventlog/kafka/headers.hpp"
#include "shelfcast/base/clock.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::eventlog {
namespace {

constexpr double kSecondsBetweenDiscoveries = 60;  // until partitions that were added are read
constexpr double kSecondsBetweenTellings = 1;

std::string id_of(const rd_kafka_message_t& message) {
  rd_kafka_headers_t* headers = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  const bool there = rd_kafka_message_headers(&message, &headers) == RD_KAFKA_RESP_ERR_NO_ERROR &&
                     rd_kafka_header_get_last(headers, kIdHeader, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR;
  return there ? std::string(static_cast<const char*>(value), size) : std::string();
}

StoredEvent stored_event(const rd_kafka_message_t& message) {
  const auto text = [](const void* bytes, std::size_t size) {
    return bytes == nullptr ? std::string() : std::string(static_cast<const char*>(bytes), size);
  };
  return {.position = {.partition = static_cast<std::uint32_t>(message.partition),
                       .offset = static_cast<Offset>(message.offset)},
          .id = id_of(message),
          .key = text(message.key, message.key_len),
          .payload = text(message.payload, message.len)};
}

}  // namespace

Reader::Reader(const Rooms& rooms, std::string topic, std::string group)
    : options_(rooms.options),
      cluster_(rooms.cluster),
      store_(rooms.store),
      topic_(std::move(topic)),
      group_(std::move(group)) {}

Result<std::vector<StoredEvent>> Reader::read(std::size_t at_most) {
  if (auto done = connect(); !done) return std::unexpected(done.error());
  if (auto done = discover(); !done) return std::unexpected(done.error());
  if (partitions_.empty()) return std::vector<StoredEvent>();
  if (auto done = synchronise(); !done) return std::unexpected(done.error());
  if (auto done = fill(at_most); !done) return std::unexpected(done.error());
  if (waiting_.empty()) {
    if (auto done = step_over_duplicates(); !done) return std::unexpected(done.error());
  }
  tell_brokers();
  std::vector<StoredEvent> events;
  const std::size_t count = std::min(at_most, waiting_.size());
  events.reserve(count);
  for (std::size_t i = 0; i < count; ++i) events.push_back(waiting_[i].event);
  return events;
}

void Reader::commit(std::span<const StoredEvent> done, storage::Batch& into) {
  for (auto& partition : partitions_) {
    const auto here = [&](const Position& at) { return at.partition == partition.name.partition; };
    std::optional<Offset> last;
    for (const auto& event : done) {
      if (here(event.position)) last = event.position.offset;
    }
    if (!last) continue;
    // Up to the next event that waits, and so over any duplicates that were left out.
    Commit commit{.position = partition.fetched, .ids = {.first = partition.position, .ids = {}}};
    for (const auto& [event, id] : waiting_) {
      if (!here(event.position)) continue;
      if (event.position.offset > *last) {
        commit.position = event.position.offset;
        break;
      }
      if (!event.id.empty()) commit.ids.ids.push_back(id);
    }
    store_position(partition.name, commit.position, into);
    partition.ids.write(partition.name, commit.ids, into);
    partition.pending = std::move(commit);
  }
}

Result<void> Reader::connect() {
  if (client_) return {};
  auto settings = settings_of(options_, {{"bootstrap.servers", options_.brokers},
                                         {"group.id", options_.topic_prefix + group_},
                                         {"enable.auto.commit", "false"},
                                         {"enable.auto.offset.store", "false"},
                                         {"enable.partition.eof", "true"},
                                         {"auto.offset.reset", "earliest"},
                                         {"allow.auto.create.topics", "false"},
                                         {"fetch.wait.max.ms", "100"},
                                         {"reconnect.backoff.max.ms", "1000"}});
  if (!settings) return std::unexpected(settings.error());
  auto client = open_client(RD_KAFKA_CONSUMER, std::move(*settings));
  if (!client) return std::unexpected(client.error());
  rd_kafka_poll_set_consumer(client->get());
  client_ = std::move(*client);
  return {};
}

/// Finds the topic's partitions, and now and then those that were added since.
Result<void> Reader::discover() {
  const bool known = !partitions_.empty() && stopwatch_seconds() < discovered_at_ + kSecondsBetweenDiscoveries;
  if (known) return {};
  const auto count = cluster_.partitions(topic_);
  if (!count) return partitions_.empty() ? std::unexpected(count.error()) : Result<void>();
  discovered_at_ = stopwatch_seconds();
  const std::size_t before = partitions_.size();
  for (auto p = static_cast<std::uint32_t>(before); p < *count; ++p) {
    Partition partition;
    partition.name = {.topic = topic_, .group = group_, .partition = p};
    const auto position = stored_position(store_, partition.name);
    if (!position) return std::unexpected(position.error());
    if (auto loaded = partition.ids.load(store_, partition.name); !loaded) return loaded;
    partition.position = *position;
    partition.fetched = *position;
    partitions_.push_back(std::move(partition));
  }
  if (partitions_.size() > before) assign();
  return {};
}

/// Takes note of what was committed since the last read; begins elsewhere where somebody else moved the position.
Result<void> Reader::synchronise() {
  bool moved_by_others = false;
  for (auto& partition : partitions_) {
    const auto moved = follow_store(partition);
    if (!moved) return std::unexpected(moved.error());
    moved_by_others = moved_by_others || *moved;
  }
  if (moved_by_others) assign();
  return {};
}

Result<bool> Reader::follow_store(Partition& partition) {
  const auto stored = stored_position(store_, partition.name);
  if (!stored) return std::unexpected(stored.error());
  const auto pending = std::exchange(partition.pending, std::nullopt);
  if (*stored == partition.position) return false;
  untold_ = true;
  partition.position = *stored;
  if (pending && pending->position == *stored) {
    drop_waiting(partition, *stored);
    partition.ids.took_effect(pending->ids);
    return false;
  }
  drop_waiting(partition, kLast);
  partition.fetched = *stored;
  if (auto loaded = partition.ids.load(store_, partition.name); !loaded) return std::unexpected(loaded.error());
  return true;
}

void Reader::drop_waiting(Partition& partition, Offset below) {
  std::erase_if(waiting_, [&](const Waiting& waiting) {
    const Position at = waiting.event.position;
    const bool drops = at.partition == partition.name.partition && at.offset < below;
    if (drops) partition.waiting_ids.erase(waiting.id);
    return drops;
  });
}

void Reader::assign() {
  const PartitionList list(rd_kafka_topic_partition_list_new(static_cast<int>(partitions_.size())));
  for (const auto& partition : partitions_) {
    auto* added = rd_kafka_topic_partition_list_add(list.get(), topic_.c_str(),
                                                    static_cast<std::int32_t>(partition.name.partition));
    added->offset = partition.fetched == 0 ? RD_KAFKA_OFFSET_BEGINNING : static_cast<std::int64_t>(partition.fetched);
  }
  rd_kafka_assign(client_.get(), list.get());
}

Result<void> Reader::fill(std::size_t at_most) {
  while (waiting_.size() < at_most && take(0)) {
  }
  if (waiting_.size() >= at_most) return {};
  const auto ends = cluster_.bounds(topic_, static_cast<std::uint32_t>(partitions_.size()), Cluster::Bound::end);
  // What has come can be read, also where the brokers went after it.
  if (!ends) return waiting_.empty() ? std::unexpected(ends.error()) : Result<void>();
  begin_again_where_shorter(*ends);
  const double deadline = stopwatch_seconds() + std::chrono::duration<double>(options_.patience).count();
  while (waiting_.size() < at_most && !has_reached(*ends)) {
    if (take(100) || stopwatch_seconds() < deadline) continue;
    if (!waiting_.empty()) break;
    return kafka_failure(options_, fmt::format("reading topic '{}'", topic_), RD_KAFKA_RESP_ERR__TIMED_OUT);
  }
  return {};
}

/// One message or event of the client, where there is one.
bool Reader::take(int timeout_ms) {
  const Owned<rd_kafka_message_t> message(rd_kafka_consumer_poll(client_.get(), timeout_ms));
  if (!message) return false;
  const auto number = static_cast<std::size_t>(message->partition);
  const bool of_ours = message->partition >= 0 && number < partitions_.size();
  if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
    keep(*message);
  } else if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF && of_ours) {
    partitions_[number].fetched = std::max(partitions_[number].fetched, static_cast<Offset>(message->offset));
  } else {
    telemetry::log(telemetry::Severity::debug, "kafka", {{"text", rd_kafka_message_errstr(message.get())}});
  }
  return true;
}

void Reader::keep(const rd_kafka_message_t& message) {
  auto& partition = partitions_[static_cast<std::size_t>(message.partition)];
  Waiting waiting{.event = stored_event(message), .id = {}};
  partition.fetched = waiting.event.position.offset + 1;
  if (!waiting.event.id.empty()) {
    waiting.id = digest_of(waiting.event.id);
    if (partition.ids.knows(waiting.id) || !partition.waiting_ids.insert(waiting.id).second) return;
  }
  waiting_.push_back(std::move(waiting));
}

/// A topic that ends before what was read of it was made anew, or lost its end: what is there now is read.
void Reader::begin_again_where_shorter(const std::vector<Offset>& ends) {
  bool any = false;
  for (auto& partition : partitions_) {
    const Offset end = ends[partition.name.partition];
    if (partition.fetched <= end) continue;
    telemetry::log(
        telemetry::Severity::warning, "a topic ends before what was read of it: reading it from its beginning",
        {{"topic", topic_}, {"partition", partition.name.partition}, {"position", partition.fetched}, {"end", end}});
    drop_waiting(partition, kLast);
    partition.fetched = 0;
    any = true;
  }
  if (any) assign();
}

bool Reader::has_reached(const std::vector<Offset>& ends) const {
  return std::ranges::all_of(
      partitions_, [&](const Partition& partition) { return partition.fetched >= ends[partition.name.partition]; });
}

/// Where nothing came but what had been read before, nobody will commit it: its end is a position of its own.
Result<void> Reader::step_over_duplicates() {
  storage::Batch batch;
  for (auto& partition : partitions_) {
    if (partition.fetched <= partition.position) continue;
    store_position(partition.name, partition.fetched, batch);
    partition.pending = Commit{.position = partition.fetched, .ids = {}};
  }
  if (batch.empty()) return {};
  if (auto done = store_.commit(batch, "eventlog.skip"); !done) return done;
  return synchronise();
}

/// For the brokers' lag tools alone: nothing rests on it, so nobody waits for it.
void Reader::tell_brokers() {
  if (!untold_ || stopwatch_seconds() < told_at_ + kSecondsBetweenTellings) return;
  const PartitionList list(rd_kafka_topic_partition_list_new(static_cast<int>(partitions_.size())));
  for (const auto& partition : partitions_) {
    auto* added = rd_kafka_topic_partition_list_add(list.get(), topic_.c_str(),
                                                    static_cast<std::int32_t>(partition.name.partition));
    added->offset = static_cast<std::int64_t>(partition.position);
  }
  rd_kafka_commit(client_.get(), list.get(), 1);
  untold_ = false;
  told_at_ = stopwatch_seconds();
}

}  // namespace shelfcast::eventlog
