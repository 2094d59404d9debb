// SPDX-License-Identifier: Apache-2.0
// What every EventLog promises. A new implementation is one row of `kEventLogs`.
#include "shelfcast/eventlog/event_log.hpp"

#include "shelfcast/eventlog/kafka_log.hpp"
#include "shelfcast/eventlog/rocks_log.hpp"
#include "support/kafka_broker.hpp"
#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <thread>

using namespace shelfcast;
using eventlog::Event;
using eventlog::EventLog;
using eventlog::StoredEvent;

namespace {

using Open = std::function<std::unique_ptr<EventLog>(storage::Store&)>;

/// A log, the store that its commits go to, and what it takes to close and open both.
struct LogUnderTest {
  testing::TempFolder folder;
  Open open;
  std::unique_ptr<storage::Store> store;
  std::unique_ptr<EventLog> log;

  explicit LogUnderTest(Open how) : open(std::move(how)) { reopen(); }
  void reopen() {
    log.reset();
    store.reset();
    store = storage::Store::open(folder.path(), eventlog::families()).value();
    log = open(*store);
  }
};

std::unique_ptr<LogUnderTest> rocks_log() {
  return std::make_unique<LogUnderTest>([](storage::Store& store) { return eventlog::open_rocks_log(store); });
}

/// One partition: what is asked here about order holds in each.
std::unique_ptr<LogUnderTest> kafka_log() {
  auto& broker = testing::KafkaBroker::shared();
  const eventlog::KafkaOptions options = broker.new_namespace({"DE", "FR", "D"}, 1);
  return std::make_unique<LogUnderTest>(
      [options](storage::Store& store) { return eventlog::open_kafka_log(options, store).value(); });
}

using Make = std::unique_ptr<LogUnderTest> (*)();
const std::vector<Make> kEventLogs{rocks_log, kafka_log};

std::vector<std::string> payloads(const Result<std::vector<StoredEvent>>& events) {
  std::vector<std::string> found;
  for (const auto& event : events.value()) found.push_back(event.payload);
  return found;
}

/// The group reads so many events and is done with them.
void commit(LogUnderTest& under_test, std::string_view group, std::size_t count) {
  storage::Batch batch;
  const auto events = under_test.log->read("DE", group, count).value();
  REQUIRE(events.size() == count);
  under_test.log->commit("DE", group, events, batch);
  REQUIRE(under_test.store->commit(batch, "test"));
}

using Texts = std::vector<std::string>;
const std::vector<Event> kThree{{"1", "a", "one"}, {"2", "a", "two"}, {"3", "a", "three"}};

}  // namespace

TEST_CASE("events are read in the order in which they were appended, by every group", "[contract]") {
  const auto under_test = GENERATE(from_range(kEventLogs))();
  CHECK(under_test->log->append("DE", kThree).value() == 3);
  CHECK(payloads(under_test->log->read("DE", "count", 10)) == Texts{"one", "two", "three"});
  CHECK(payloads(under_test->log->read("DE", "watch", 2)) == Texts{"one", "two"});
  CHECK(under_test->log->read("FR", "count", 10).value().empty());
}

TEST_CASE("an event appended twice under the same id is read once", "[contract]") {
  const auto under_test = GENERATE(from_range(kEventLogs))();
  auto& log = *under_test->log;
  CHECK(log.append("DE", std::vector<Event>{{"1", "a", "one"}, {"1", "a", "one"}, {"2", "a", "two"}}).value() == 2);
  REQUIRE(log.append("DE", std::vector<Event>{{"2", "a", "two"}}));
  CHECK(log.append("FR", std::vector<Event>{{"2", "a", "two"}}).value() == 1);
  CHECK(payloads(log.read("DE", "count", 10)) == Texts{"one", "two"});
}

TEST_CASE("an event that was committed is not read again when its writer repeats it, also after a restart",
          "[contract]") {
  const auto under_test = GENERATE(from_range(kEventLogs))();
  REQUIRE(under_test->log->append("DE", kThree));
  commit(*under_test, "count", 3);
  under_test->reopen();
  REQUIRE(under_test->log->append("DE", kThree));
  CHECK(under_test->log->read("DE", "count", 10).value().empty());
  CHECK(under_test->log->backlog("DE", "count").value() == 0);
  REQUIRE(under_test->log->append("DE", std::vector<Event>{{"2", "a", "two"}, {"4", "a", "four"}}));
  CHECK(payloads(under_test->log->read("DE", "count", 10)) == Texts{"four"});
}

TEST_CASE("an event keeps its id", "[contract]") {
  const auto under_test = GENERATE(from_range(kEventLogs))();
  REQUIRE(under_test->log->append("DE", kThree));
  CHECK(under_test->log->read("DE", "count", 10).value().at(1).id == "2");
}

TEST_CASE("a part of what was read can be committed; the rest is read next", "[contract]") {
  const auto under_test = GENERATE(from_range(kEventLogs))();
  REQUIRE(under_test->log->append("DE", kThree));
  const auto all = under_test->log->read("DE", "count", 10).value();
  storage::Batch batch;
  under_test->log->commit("DE", "count", std::span(all).first(1), batch);
  REQUIRE(under_test->store->commit(batch, "test"));
  CHECK(payloads(under_test->log->read("DE", "count", 10)) == Texts{"two", "three"});
}

TEST_CASE("a topic that nobody wrote to yet is empty", "[contract]") {
  const auto under_test = GENERATE(from_range(kEventLogs))();
  CHECK(under_test->log->read("DE", "count", 10).value().empty());
  CHECK(under_test->log->backlog("DE", "count").value() == 0);
}

TEST_CASE("the groups of all topics are listed with what they have not committed, until they are forgotten",
          "[contract]") {
  const auto under_test = GENERATE(from_range(kEventLogs))();
  REQUIRE(under_test->log->append("DE", kThree));
  CHECK(under_test->log->groups().value().empty());
  commit(*under_test, "count", 1);
  commit(*under_test, "watch", 3);
  const auto groups = under_test->log->groups().value();
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].topic == "DE");
  CHECK(groups[0].group == "count");
  CHECK(groups[0].backlog == 2);
  CHECK(groups[1].group == "watch");
  CHECK(groups[1].backlog == 0);

  REQUIRE(under_test->log->forget("DE", "count"));
  CHECK(under_test->log->groups().value().size() == 1);
  CHECK(payloads(under_test->log->read("DE", "count", 10)) == Texts{"one", "two", "three"});
}

TEST_CASE("what was read but not committed is read again after a restart", "[contract]") {
  const auto under_test = GENERATE(from_range(kEventLogs))();
  REQUIRE(under_test->log->append("DE", kThree));
  CHECK(under_test->log->read("DE", "count", 10).value().size() == 3);
  commit(*under_test, "count", 1);
  under_test->reopen();
  CHECK(payloads(under_test->log->read("DE", "count", 10)) == Texts{"two", "three"});
  CHECK(under_test->log->backlog("DE", "count").value() == 2);
  CHECK(under_test->log->backlog("DE", "watch").value() == 3);
}

TEST_CASE("a position that was not committed with its batch does not move", "[contract]") {
  const auto under_test = GENERATE(from_range(kEventLogs))();
  REQUIRE(under_test->log->append("DE", kThree));
  storage::Batch dropped;
  under_test->log->commit("DE", "count", under_test->log->read("DE", "count", 10).value(), dropped);
  CHECK(under_test->log->read("DE", "count", 10).value().size() == 3);
}

TEST_CASE("a topic whose name begins like another's is another topic", "[contract]") {
  const auto under_test = GENERATE(from_range(kEventLogs))();
  REQUIRE(under_test->log->append("D", std::vector<Event>{{"E1", "a", "short"}}));
  REQUIRE(under_test->log->append("DE", std::vector<Event>{{"1", "a", "long"}}));
  CHECK(payloads(under_test->log->read("D", "count", 10)) == Texts{"short"});
  CHECK(payloads(under_test->log->read("DE", "count", 10)) == Texts{"long"});
}

TEST_CASE("appends from several threads all keep their place", "[contract]") {
  const auto under_test = GENERATE(from_range(kEventLogs))();
  const auto append_some = [&](int writer) {
    for (int i = 0; i < 20; ++i) {
      const auto id = std::to_string(writer) + "/" + std::to_string(i);
      if (!under_test->log->append("DE", std::vector<Event>{{id, "a", id}, {"shared" + std::to_string(i), "a", "s"}}))
        return;
    }
  };
  {
    std::vector<std::jthread> writers;
    for (int writer = 0; writer < 3; ++writer) writers.emplace_back(append_some, writer);
  }
  const auto events = under_test->log->read("DE", "count", 1000).value();
  REQUIRE(events.size() == 80);
  CHECK(std::ranges::is_sorted(events, std::ranges::less(), &StoredEvent::position));
}

TEST_CASE("an event keeps its key", "[contract]") {
  const auto under_test = GENERATE(from_range(kEventLogs))();
  REQUIRE(under_test->log->append("DE", std::vector<Event>{{"1", "mugs", "one"}, {"2", "", "two"}}));
  const auto events = under_test->log->read("DE", "count", 10).value();
  CHECK(events[0].key == "mugs");
  CHECK(events[1].key.empty());
}

TEST_CASE("large payloads come back whole", "[contract]") {
  const auto under_test = GENERATE(from_range(kEventLogs))();
  std::vector<Event> large;
  for (int i = 0; i < 20; ++i)
    large.push_back({std::to_string(i), "a", std::string(150'000, static_cast<char>('a' + i))});
  REQUIRE(under_test->log->append("DE", large));
  under_test->reopen();
  const auto events = under_test->log->read("DE", "count", 100).value();
  REQUIRE(events.size() == 20);
  CHECK(events[19].payload == large[19].payload);
}
