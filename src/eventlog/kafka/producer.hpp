// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "eventlog/kafka/client.hpp"

#include <mutex>
#include <span>
#include <string>

namespace shelfcast::eventlog {

/// Hands events to the brokers, idempotently, and waits until all in-sync replicas have them. Any thread; one at a
/// time.
///
/// Order: events of a key reach the log in the order of the calls, also where a call fails and is made again. For this
/// a failed call takes back all that is still on its way, together with the connection that it is on.
class Producer {
 public:
  /// `config` where the settings are wrong.
  static Result<std::unique_ptr<Producer>> open(const KafkaOptions& options);

  Result<void> send(const std::string& topic, std::span<const Event* const> events);

 private:
  struct Delivery;
  explicit Producer(KafkaOptions options) : options_(std::move(options)) {}
  Result<void> connect();
  Result<void> check_sizes(std::span<const Event* const> events) const;
  static rd_kafka_resp_err_t produce(rd_kafka_t& client, rd_kafka_topic_t& to, const Event& event, Delivery& delivery);
  void hand_over(const std::string& topic, std::span<const Event* const> events, Delivery& delivery);
  void wait_for(Delivery& delivery);

  KafkaOptions options_;
  std::size_t largest_ = 0;  ///< what a message may hold
  std::mutex sending_;
  Client client_;
};

}  // namespace shelfcast::eventlog
