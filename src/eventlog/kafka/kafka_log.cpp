// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/eventlog/kafka_log.hpp"

#include "eventlog/kafka/cluster.hpp"
#include "eventlog/kafka/positions.hpp"
#include "eventlog/kafka/producer.hpp"
#include "eventlog/kafka/reader.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <unordered_set>
#include <utility>

namespace shelfcast::eventlog {
namespace {

class KafkaLog final : public EventLog {
 public:
  KafkaLog(KafkaOptions options, storage::Store& store, std::unique_ptr<Cluster> cluster,
           std::unique_ptr<Producer> producer)
      : options_(std::move(options)), store_(store), cluster_(std::move(cluster)), producer_(std::move(producer)) {}

  Result<std::size_t> append(std::string_view topic, std::span<const Event> events) override;
  Result<std::vector<StoredEvent>> read(std::string_view topic, std::string_view group, std::size_t at_most) override;
  void commit(std::string_view topic, std::string_view group, std::span<const StoredEvent> done,
              storage::Batch& into) override;
  Result<std::uint64_t> backlog(std::string_view topic, std::string_view group) override;
  Result<void> trim(std::string_view /*topic*/) override { return {}; }
  Result<std::vector<GroupState>> groups() override;
  Result<void> forget(std::string_view topic, std::string_view group) override;

 private:
  [[nodiscard]] std::string full_name(std::string_view topic) const {
    return options_.topic_prefix + std::string(topic);
  }
  Result<void> make_sure_of(const std::string& topic);
  Reader& reader(std::string_view topic, std::string_view group);
  Result<std::uint64_t> backlog_of(const std::string& topic, std::string_view group);

  KafkaOptions options_;
  storage::Store& store_;
  std::unique_ptr<Cluster> cluster_;
  std::unique_ptr<Producer> producer_;
  std::mutex lock_;                                                // of the two below
  std::set<std::string> there_;                                    // topics that were seen
  std::map<std::pair<std::string, std::string>, Reader> readers_;  // by topic and group
};

std::vector<const Event*> without_repeats(std::span<const Event> events) {
  std::vector<const Event*> once;
  std::unordered_set<std::string_view> seen;
  for (const auto& event : events) {
    if (seen.insert(event.id).second) once.push_back(&event);
  }
  return once;
}

Result<std::size_t> KafkaLog::append(std::string_view topic, std::span<const Event> events) {
  const std::string name = full_name(topic);
  if (auto there = make_sure_of(name); !there) return std::unexpected(there.error());
  const auto once = without_repeats(events);
  if (auto sent = producer_->send(name, once); !sent) {
    const std::scoped_lock lock(lock_);
    there_.erase(name);  // perhaps that is why
    return std::unexpected(sent.error());
  }
  return once.size();
}

Result<void> KafkaLog::make_sure_of(const std::string& topic) {
  {
    const std::scoped_lock lock(lock_);
    if (there_.contains(topic)) return {};
  }
  const auto partitions = cluster_->partitions(topic);
  if (!partitions) return std::unexpected(partitions.error());
  if (*partitions == 0) {
    if (auto created = cluster_->create(topic); !created) return created;
  }
  const std::scoped_lock lock(lock_);
  there_.insert(topic);
  return {};
}

Reader& KafkaLog::reader(std::string_view topic, std::string_view group) {
  const std::scoped_lock lock(lock_);
  const std::pair<std::string, std::string> key(full_name(topic), group);
  return readers_.try_emplace(key, Reader::Rooms{options_, *cluster_, store_}, key.first, key.second).first->second;
}

Result<std::vector<StoredEvent>> KafkaLog::read(std::string_view topic, std::string_view group, std::size_t at_most) {
  return reader(topic, group).read(at_most);
}

void KafkaLog::commit(std::string_view topic, std::string_view group, std::span<const StoredEvent> done,
                      storage::Batch& into) {
  reader(topic, group).commit(done, into);
}

Result<std::uint64_t> KafkaLog::backlog(std::string_view topic, std::string_view group) {
  return backlog_of(full_name(topic), group);
}

Result<std::uint64_t> KafkaLog::backlog_of(const std::string& topic, std::string_view group) {
  const auto partitions = cluster_->partitions(topic);
  if (!partitions) return std::unexpected(partitions.error());
  if (*partitions == 0) return 0;
  const auto begins = cluster_->bounds(topic, *partitions, Cluster::Bound::begin);
  if (!begins) return std::unexpected(begins.error());
  const auto ends = cluster_->bounds(topic, *partitions, Cluster::Bound::end);
  if (!ends) return std::unexpected(ends.error());
  std::uint64_t behind = 0;
  for (std::uint32_t p = 0; p < *partitions; ++p) {
    const auto position = stored_position(store_, {.topic = topic, .group = std::string(group), .partition = p});
    if (!position) return std::unexpected(position.error());
    const Offset next = std::max(*position, (*begins)[p]);
    behind += (*ends)[p] - std::min(next, (*ends)[p]);
  }
  return behind;
}

Result<std::vector<GroupState>> KafkaLog::groups() {
  std::set<std::pair<std::string, std::string>> names;
  const auto visit = [&](std::string_view key, std::string_view) {
    ByteReader reader(key);
    const std::string topic(reader.text());
    const std::string group(reader.text());
    names.emplace(topic, group);
    return true;
  };
  if (auto done = store_.scan(kKafkaPositions, {}, {}, visit); !done) return std::unexpected(done.error());
  std::vector<GroupState> states;
  for (const auto& [topic, group] : names) {
    if (!topic.starts_with(options_.topic_prefix)) continue;  // of an earlier configuration
    const auto behind = backlog_of(topic, group);
    if (!behind) return std::unexpected(behind.error());
    states.push_back({.topic = topic.substr(options_.topic_prefix.size()), .group = group, .backlog = *behind});
  }
  return states;
}

Result<void> KafkaLog::forget(std::string_view topic, std::string_view group) {
  const std::string from = key_of_group(full_name(topic), group);
  std::string to = from;
  put_u64(to, kLast);  // behind every partition
  if (auto done = store_.erase_range(kKafkaPositions, from, to, "forget"); !done) return done;
  return store_.erase_range(kKafkaIds, from, to, "forget ids");
}

}  // namespace

Result<std::unique_ptr<EventLog>> open_kafka_log(const KafkaOptions& options, storage::Store& store) {
  auto cluster = Cluster::open(options);
  if (!cluster) return std::unexpected(cluster.error());
  auto producer = Producer::open(options);
  if (!producer) return std::unexpected(producer.error());
  return std::make_unique<KafkaLog>(options, store, std::move(*cluster), std::move(*producer));
}

}  // namespace shelfcast::eventlog
