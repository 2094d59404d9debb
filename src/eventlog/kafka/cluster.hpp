// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "eventlog/kafka/client.hpp"
#include "eventlog/keys.hpp"

#include <string>
#include <vector>

namespace shelfcast::eventlog {

/// What the brokers know of topics. Any thread; every call waits for an answer, for `patience` at most.
class Cluster {
 public:
  static Result<std::unique_ptr<Cluster>> open(const KafkaOptions& options);

  /// How many partitions the topic has; 0 where there is no such topic.
  [[nodiscard]] Result<std::uint32_t> partitions(const std::string& topic) const;
  /// Returns well also where it was there already.
  Result<void> create(const std::string& topic);

  enum class Bound : std::uint8_t { begin, end };
  /// The offset of the first event that is left, or the one that the next event gets, by partition.
  [[nodiscard]] Result<std::vector<Offset>> bounds(const std::string& topic, std::uint32_t partitions,
                                                   Bound which) const;

 private:
  Cluster(KafkaOptions options, Client client) : options_(std::move(options)), client_(std::move(client)) {}
  [[nodiscard]] int patience_ms() const { return static_cast<int>(options_.patience.count()); }

  KafkaOptions options_;
  Client client_;
};

}  // namespace shelfcast::eventlog
