// SPDX-License-Identifier: Apache-2.0
#include "support/kafka_broker.hpp"

#include <array>
#include <cstdlib>
#include <stdexcept>

namespace shelfcast::testing {

KafkaBroker& KafkaBroker::shared() {
  static KafkaBroker broker;
  return broker;
}

KafkaBroker::KafkaBroker() : tool_("tests/tools/kafka/broker.py", {"serve"}) {
  const std::string answer = tool_.answer();
  if (answer.starts_with("ready ")) {
    address_ = answer.substr(6);
    std::fprintf(stderr, "Kafka: a real broker at %s\n", address_.c_str());
    return;
  }
  if (std::getenv("SHELFCAST_STRICT") != nullptr) throw std::runtime_error("no real Kafka broker: " + answer);
  std::fprintf(stderr, "Kafka: librdkafka's mock cluster, no real broker (%s)\n", answer.c_str());
  open_mock();
}

KafkaBroker::~KafkaBroker() {
  if (mock_ != nullptr) rd_kafka_mock_cluster_destroy(mock_);
  if (mock_client_ != nullptr) rd_kafka_destroy(mock_client_);
}

void KafkaBroker::open_mock() {
  std::array<char, 512> reason{};
  mock_client_ = rd_kafka_new(RD_KAFKA_PRODUCER, rd_kafka_conf_new(), reason.data(), reason.size());
  mock_ = rd_kafka_mock_cluster_new(mock_client_, 1);
  address_ = rd_kafka_mock_cluster_bootstraps(mock_);
}

eventlog::KafkaOptions KafkaBroker::new_namespace(const std::vector<std::string>& topics, int partitions) {
  const std::string prefix = "test-" + std::to_string(++namespaces_) + ".";
  for (const auto& topic : topics) {
    if (mock_ != nullptr) rd_kafka_mock_topic_create(mock_, (prefix + topic).c_str(), partitions, 1);
  }
  return {.brokers = address_, .topic_prefix = prefix, .partitions = partitions, .replication = 1, .settings = {}};
}

void KafkaBroker::kill() {
  if (mock_ != nullptr) {
    rd_kafka_mock_broker_set_down(mock_, 1);
  } else {
    tool_.ask("kill");
  }
}

void KafkaBroker::start() {
  if (mock_ != nullptr) {
    rd_kafka_mock_broker_set_up(mock_, 1);
  } else {
    tool_.ask("start");
  }
}

void KafkaBroker::pause() {
  tool_.ask("pause");
}

void KafkaBroker::resume() {
  tool_.ask("resume");
}

}  // namespace shelfcast::testing
