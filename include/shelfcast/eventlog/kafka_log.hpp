// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/eventlog/event_log.hpp"
#include "shelfcast/storage/store.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <string>

namespace shelfcast::eventlog {

struct KafkaOptions {
  std::string brokers;                          ///< "host:port,host:port": some of the cluster, to find the others by
  std::string topic_prefix;                     ///< stands before the name of every topic
  int partitions = 12;                          ///< of a topic that is created here
  int replication = 0;                          ///< of the same; 0 for the brokers' default
  std::chrono::milliseconds patience{10'000};   ///< how long a call waits for the brokers before it is `unavailable`
  std::map<std::string, std::string> settings;  ///< further ones of librdkafka: security.protocol, sasl.password, ...
};

/// The log outside this process. Positions rest in our store, so that `commit` keeps its promise; the brokers are told
/// of them afterwards, for their lag tools. A topic is created by the first append where it is missing. Whoever writes
/// to the same topics by a Java client finds the same partition for the same key. The store must outlive the log.
///
/// Does not wait for the brokers: they may come later. `config`: a setting is unknown, wrong, or not for users to set.
Result<std::unique_ptr<EventLog>> open_kafka_log(const KafkaOptions& options, storage::Store& store);

}  // namespace shelfcast::eventlog
