// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/eventlog/kafka_log.hpp"
#include "support/piped_tool.hpp"

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include <string>
#include <vector>

namespace shelfcast::testing {

/// The Kafka that tests run against: a real broker (tests/tools/kafka/broker.py) where there are Java and Maven, else
/// librdkafka's mock cluster. It says on standard error which. It ends with the tests, whatever happens to them.
class KafkaBroker {
 public:
  /// One for all tests of the program.
  static KafkaBroker& shared();
  ~KafkaBroker();
  KafkaBroker(const KafkaBroker&) = delete;
  KafkaBroker& operator=(const KafkaBroker&) = delete;

  /// Options under which no other test's topics are seen; topics that are made there have so many partitions. `topics`
  /// are made now where the broker cannot make them when they are written to.
  eventlog::KafkaOptions new_namespace(const std::vector<std::string>& topics, int partitions);

  [[nodiscard]] bool is_real() const { return mock_ == nullptr; }
  void kill();   ///< at once, as kill -9
  void start();  ///< again, with what it had stored, at the same address
  void pause();  ///< it hears, and answers nothing; the real one only
  void resume();

 private:
  KafkaBroker();
  void open_mock();

  PipedTool tool_;
  std::string address_;
  rd_kafka_t* mock_client_ = nullptr;
  rd_kafka_mock_cluster_t* mock_ = nullptr;
  int namespaces_ = 0;
};

}  // namespace shelfcast::testing
