// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "eventlog/kafka/cluster.hpp"
#include "eventlog/kafka/positions.hpp"

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace shelfcast::eventlog {

/// One group's way through one topic: a consumer whose partitions are assigned by hand, at the positions in our store.
///
/// What was read waits here until the store says that it was committed; so a `read` after a batch that failed gives the
/// same again. Calls: (read commit?)* from one thread.
class Reader {
 public:
  struct Rooms {
    const KafkaOptions& options;
    const Cluster& cluster;
    storage::Store& store;
  };
  Reader(const Rooms& rooms, std::string topic, std::string group);

  Result<std::vector<StoredEvent>> read(std::size_t at_most);
  void commit(std::span<const StoredEvent> done, storage::Batch& into);

 private:
  struct Commit {
    Offset position = 0;
    ReadIds::Block ids;
  };
  struct Partition {
    ReadPartition name;
    Offset position = 0;            ///< as it is in the store
    Offset fetched = 0;             ///< the next one the brokers give
    std::optional<Commit> pending;  ///< what was last added to a batch
    ReadIds ids;                    ///< of what was committed
    DigestSet waiting_ids;
  };
  struct Waiting {
    StoredEvent event;
    IdDigest id;
  };

  Result<void> connect();
  Result<void> discover();
  Result<void> synchronise();
  Result<bool> follow_store(Partition& partition);
  void drop_waiting(Partition& partition, Offset below);
  void assign();
  Result<void> fill(std::size_t at_most);
  bool take(int timeout_ms);
  void keep(const rd_kafka_message_t& message);
  void begin_again_where_shorter(const std::vector<Offset>& ends);
  [[nodiscard]] bool has_reached(const std::vector<Offset>& ends) const;
  Result<void> step_over_duplicates();
  void tell_brokers();

  KafkaOptions options_;
  const Cluster& cluster_;
  storage::Store& store_;
  std::string topic_;
  std::string group_;
  Client client_;
  std::vector<Partition> partitions_;
  std::deque<Waiting> waiting_;  // of all partitions, as they came
  double discovered_at_ = 0;
  double told_at_ = 0;
  bool untold_ = false;  // the brokers do not know the newest positions yet
};

}  // namespace shelfcast::eventlog
