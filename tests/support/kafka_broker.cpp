// SPDX-License-Identifier: Apache-2.0
#include "support/kafka_broker.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

extern char** environ;  // NOLINT(readability-redundant-declaration): not in every system's unistd.h

namespace shelfcast::testing {

KafkaBroker& KafkaBroker::shared() {
  static KafkaBroker broker;
  return broker;
}

KafkaBroker::KafkaBroker() {
  std::array<int, 2> to{};
  std::array<int, 2> from{};
  if (::pipe2(to.data(), O_CLOEXEC) != 0 || ::pipe2(from.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  posix_spawn_file_actions_t streams;
  ::posix_spawn_file_actions_init(&streams);
  ::posix_spawn_file_actions_adddup2(&streams, to[0], STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&streams, from[1], STDOUT_FILENO);
  std::string python = "/usr/bin/python3";
  std::string tool = SHELFCAST_SOURCE "/tests/tools/kafka/broker.py";
  std::string verb = "serve";
  std::array<char*, 4> arguments{python.data(), tool.data(), verb.data(), nullptr};
  if (::posix_spawn(&process_, python.c_str(), &streams, nullptr, arguments.data(), environ) != 0) process_ = -1;
  ::posix_spawn_file_actions_destroy(&streams);
  ::close(to[0]);
  ::close(from[1]);
  commands_ = ::fdopen(to[1], "w");
  answers_ = ::fdopen(from[0], "r");

  const std::string answer = command("");
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
  std::fclose(commands_);  // upon which it ends
  std::fclose(answers_);
  if (process_ > 0) ::waitpid(process_, nullptr, 0);
  if (mock_ != nullptr) rd_kafka_mock_cluster_destroy(mock_);
  if (mock_client_ != nullptr) rd_kafka_destroy(mock_client_);
}

/// One line to the tool, where there is a word; one line of its answer.
std::string KafkaBroker::command(const std::string& word) {
  if (!word.empty()) {
    std::fputs((word + "\n").c_str(), commands_);
    std::fflush(commands_);
  }
  std::array<char, 512> line{};
  if (std::fgets(line.data(), line.size(), answers_) == nullptr) return "the tool gave no answer";
  std::string answer = line.data();
  if (answer.ends_with('\n')) answer.pop_back();
  return answer;
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
    command("kill");
  }
}

void KafkaBroker::start() {
  if (mock_ != nullptr) {
    rd_kafka_mock_broker_set_up(mock_, 1);
  } else {
    command("start");
  }
}

void KafkaBroker::pause() {
  command("pause");
}

void KafkaBroker::resume() {
  command("resume");
}

}  // namespace shelfcast::testing
