// SPDX-License-Identifier: Apache-2.0
// What holds beyond the contract of every EventLog where the log is Kafka: partitions, brokers that come and go, other
// programs on the same topics.
#include "shelfcast/eventlog/kafka_log.hpp"

#include "shelfcast/base/clock.hpp"
#include "shelfcast/eventlog/relay.hpp"
#include "shelfcast/eventlog/rocks_log.hpp"
#include "support/kafka_broker.hpp"
#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <thread>

using namespace shelfcast;
using eventlog::Event;
using eventlog::KafkaOptions;
using eventlog::StoredEvent;
using testing::KafkaBroker;

namespace {

constexpr double kMostSeconds = 40;  // for a broker to be back: it takes some five

struct Log {
  testing::TempFolder folder;
  KafkaOptions options;
  std::unique_ptr<storage::Store> store = storage::Store::open(folder.path(), eventlog::families()).value();
  std::unique_ptr<eventlog::EventLog> log;

  explicit Log(KafkaOptions given) : options(std::move(given)) { log = open_kafka_log(options, *store).value(); }

  std::vector<StoredEvent> read_and_commit() {
    auto events = log->read("orders", "count", 1000);
    if (!events) return {};
    storage::Batch batch;
    log->commit("orders", "count", *events, batch);
    REQUIRE(store->commit(batch, "test"));
    return *events;
  }
  /// Reads until something comes: a broker under load answers that it is not ready.
  std::vector<StoredEvent> read_what_is_there() {
    const double until = stopwatch_seconds() + kMostSeconds;
    while (stopwatch_seconds() < until)
      if (auto events = read_and_commit(); !events.empty()) return events;
    return {};
  }
  /// Appends until it is acknowledged, under the same ids, as every writer does.
  void append_stubbornly(const std::vector<Event>& events) {
    const double until = stopwatch_seconds() + kMostSeconds;
    while (!log->append("orders", events) && stopwatch_seconds() < until) {
    }
  }
};

KafkaOptions orders_in(int partitions) {
  return KafkaBroker::shared().new_namespace({"orders"}, partitions);
}

std::vector<Event> numbered(int first, int last) {
  std::vector<Event> events;
  for (int i = first; i <= last; ++i) {
    events.push_back({"id" + std::to_string(i), "key" + std::to_string(i % 7), std::to_string(i)});
  }
  return events;
}

/// Reads until so many have come, and holds that each came once and those of a key in order.
void check_all_once_and_in_order(Log& log, std::size_t count) {
  std::map<std::string, std::vector<int>> by_key;
  std::size_t seen = 0;
  const double until = stopwatch_seconds() + kMostSeconds;
  while (seen < count && stopwatch_seconds() < until) {
    for (const auto& event : log.read_and_commit()) {
      by_key[event.key].push_back(std::stoi(event.payload));
      ++seen;
    }
  }
  CHECK(log.read_and_commit().empty());
  CHECK(seen == count);
  for (const auto& [key, numbers] : by_key) {
    INFO(key);
    CHECK(std::ranges::adjacent_find(numbers, std::ranges::greater_equal()) == numbers.end());
  }
}

}  // namespace

TEST_CASE("events of a key stand in the partition in which a Java client would put them", "[contract]") {
  // From Kafka's own UtilsTest: key -> murmur2.
  const std::map<std::string, std::int32_t> hashes{
      {"21", -973932308}, {"foobar", -790332482}, {"a-little-bit-long-string", -985981536}, {"abc", 479470107}};
  Log log(orders_in(5));
  std::vector<Event> events;
  for (const auto& [key, hash] : hashes) events.push_back({key, key, key});
  REQUIRE(log.log->append("orders", events));
  const auto read = log.read_what_is_there();
  REQUIRE(read.size() == hashes.size());
  for (const auto& event : read) CHECK(event.position.partition == (hashes.at(event.key) & 0x7FFFFFFF) % 5);
}

TEST_CASE("several partitions are read to their ends, and a restart goes on in each where it was committed",
          "[contract]") {
  const auto options = orders_in(4);
  Log log(options);
  REQUIRE(log.log->append("orders", numbered(1, 500)));
  auto events = log.log->read("orders", "count", 1000).value();
  CHECK(events.size() == 500);
  storage::Batch batch;
  log.log->commit("orders", "count", std::span(events).first(200), batch);
  REQUIRE(log.store->commit(batch, "test"));
  CHECK(log.log->backlog("orders", "count").value() == 300);
  log.log = open_kafka_log(options, *log.store).value();
  REQUIRE(log.log->append("orders", numbered(501, 600)));
  check_all_once_and_in_order(log, 400);
}

TEST_CASE("while the broker is gone, every call says so in time; when it is back, they work again", "[contract]") {
  auto options = orders_in(1);
  options.patience = std::chrono::milliseconds(2000);
  Log log(options);
  REQUIRE(log.log->append("orders", numbered(1, 3)));
  REQUIRE(log.read_what_is_there().size() == 3);
  KafkaBroker::shared().kill();

  const double begun = stopwatch_seconds();
  const auto appended = log.log->append("orders", numbered(4, 6));
  REQUIRE(!appended);
  CHECK(appended.error().code == Code::unavailable);
  CHECK(appended.error().text() == "kafka " + options.brokers + ": sending 3 events to topic '" + options.topic_prefix +
                                       "orders': no broker answered within 2000 ms");
  CHECK(log.log->read("orders", "count", 10).error().code == Code::unavailable);
  CHECK(log.log->backlog("orders", "count").error().code == Code::unavailable);
  CHECK(stopwatch_seconds() - begun < 10);

  KafkaBroker::shared().start();
  log.append_stubbornly(numbered(4, 6));
  check_all_once_and_in_order(log, 3);
}

TEST_CASE("an acknowledgement that is lost makes a second copy, which no group counts", "[contract]") {
  auto& broker = KafkaBroker::shared();
  if (!broker.is_real()) {
    WARN("left out: the mock cluster cannot be paused");
    return;
  }
  auto options = orders_in(1);
  options.patience = std::chrono::milliseconds(1000);
  Log log(options);
  REQUIRE(log.log->append("orders", numbered(1, 1)));
  broker.pause();
  CHECK(log.log->append("orders", numbered(2, 3)).error().code == Code::unavailable);  // and yet they may arrive
  broker.resume();
  log.append_stubbornly(numbered(2, 3));
  log.append_stubbornly(numbered(2, 4));  // a copy for certain
  check_all_once_and_in_order(log, 4);
}

TEST_CASE("an event that is too large is refused by name, and nothing of its call is appended", "[contract]") {
  Log log(orders_in(1));
  const std::vector<Event> events{{"small", "a", "1"}, {"large", "a", std::string(2'000'000, 'x')}};
  const auto appended = log.log->append("orders", events);
  REQUIRE(!appended);
  CHECK(appended.error().code == Code::rejected);
  CHECK(appended.error().text() == "event 'large': is larger than Kafka's message.max.bytes (1000000)");
  CHECK(log.read_and_commit().empty());
}

TEST_CASE("an event that only the broker finds too large is refused as well", "[contract]") {
  auto& broker = KafkaBroker::shared();
  if (!broker.is_real()) {
    WARN("left out: the mock cluster takes any size");
    return;
  }
  auto options = orders_in(1);
  options.settings["message.max.bytes"] = "5000000";
  Log log(options);
  const auto appended = log.log->append("orders", std::vector<Event>{{"1", "a", std::string(2'000'000, 'x')}});
  REQUIRE(!appended);
  CHECK(appended.error().code == Code::rejected);
  CHECK(log.log->append("orders", numbered(1, 1)).value() == 1);
}

TEST_CASE("the brokers' own tools see how far a group is", "[contract]") {
  const auto options = orders_in(1);
  Log log(options);
  REQUIRE(log.log->append("orders", numbered(1, 3)));
  REQUIRE(log.read_what_is_there().size() == 3);

  rd_kafka_conf_t* settings = rd_kafka_conf_new();
  rd_kafka_conf_set(settings, "bootstrap.servers", options.brokers.c_str(), nullptr, 0);
  rd_kafka_conf_set(settings, "group.id", (options.topic_prefix + "count").c_str(), nullptr, 0);
  rd_kafka_t* tool = rd_kafka_new(RD_KAFKA_CONSUMER, settings, nullptr, 0);
  rd_kafka_topic_partition_list_t* list = rd_kafka_topic_partition_list_new(1);
  rd_kafka_topic_partition_list_add(list, (options.topic_prefix + "orders").c_str(), 0);
  const double until = stopwatch_seconds() + kMostSeconds;
  while (list->elems[0].offset != 3 && stopwatch_seconds() < until) {
    log.read_and_commit();
    rd_kafka_committed(tool, list, 1000);
  }
  CHECK(list->elems[0].offset == 3);
  rd_kafka_topic_partition_list_destroy(list);
  rd_kafka_destroy(tool);
}

TEST_CASE("events of a foreign writer, without ids, keys or payloads, are read as they are", "[contract]") {
  const auto options = orders_in(1);
  Log log(options);
  REQUIRE(log.log->append("orders", numbered(1, 1)));
  rd_kafka_conf_t* settings = rd_kafka_conf_new();
  rd_kafka_conf_set(settings, "bootstrap.servers", options.brokers.c_str(), nullptr, 0);
  rd_kafka_t* writer = rd_kafka_new(RD_KAFKA_PRODUCER, settings, nullptr, 0);
  for (int i = 0; i < 2; ++i) {
    rd_kafka_producev(writer, RD_KAFKA_V_TOPIC((options.topic_prefix + "orders").c_str()), RD_KAFKA_V_KEY("k", 1),
                      RD_KAFKA_V_END);  // a tombstone
  }
  REQUIRE(rd_kafka_flush(writer, 10'000) == RD_KAFKA_RESP_ERR_NO_ERROR);
  rd_kafka_destroy(writer);
  const auto events = log.read_what_is_there();
  REQUIRE(events.size() == 3);
  CHECK(events[2].id.empty());
  CHECK(events[2].key == "k");
  CHECK(events[2].payload.empty());
}

TEST_CASE("settings that are wrong, or on which promises rest, are refused by name", "[contract]") {
  const testing::TempFolder folder;
  const auto store = storage::Store::open(folder.path(), eventlog::families()).value();
  const auto refusal = [&](const std::string& name, const std::string& value) {
    KafkaOptions options{.brokers = "127.0.0.1:1", .topic_prefix = "", .settings = {{name, value}}};
    const auto opened = open_kafka_log(options, *store);
    REQUIRE(!opened);
    CHECK(opened.error().code == Code::config);
    return opened.error().text();
  };
  CHECK(refusal("security.protocoll", "SSL") ==
        "kafka.settings.security.protocoll: No such configuration property: \"security.protocoll\"");
  CHECK_THAT(refusal("security.protocol", "TLS"), Catch::StartsWith("kafka.settings.security.protocol: Invalid value"));
  CHECK(refusal("acks", "1") == "kafka.settings.acks: is not for users to set");
}

TEST_CASE("a broker that is killed in mid-stream and comes back costs no event, no order, and no second count",
          "[contract]") {
  auto options = orders_in(3);
  options.patience = std::chrono::milliseconds(2000);
  Log log(options);
  const auto outbox = eventlog::open_rocks_log(*log.store);
  eventlog::Relay relay({.outbox = *outbox, .target = *log.log, .store = *log.store},
                        {.topic = "orders", .at_once = 100, .first_pause = std::chrono::milliseconds(50)});
  REQUIRE(outbox->append("orders", numbered(1, 1000)));
  relay.start();
  while (log.read_and_commit().empty()) {
  }
  KafkaBroker::shared().kill();
  REQUIRE(outbox->append("orders", numbered(1001, 2000)));
  KafkaBroker::shared().start();
  const double until = stopwatch_seconds() + kMostSeconds;
  while (outbox->backlog("orders", "relay").value() > 0 && stopwatch_seconds() < until) std::this_thread::yield();
  relay.stop();
  REQUIRE(log.log->forget("orders", "count"));
  check_all_once_and_in_order(log, 2000);
}
