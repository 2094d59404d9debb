// SPDX-License-Identifier: Apache-2.0
// What every EventLog promises. A new implementation is one row of `kEventLogs`.
#include "shelfcast/eventlog/event_log.hpp"

#include "shelfcast/eventlog/rocks_log.hpp"
#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <thread>

using namespace shelfcast;
using eventlog::Event;
using eventlog::EventLog;
using eventlog::StoredEvent;

namespace {

/// A log, the store that its commits go to, and what it takes to close and open both.
struct LogUnderTest {
  testing::TempFolder folder;
  std::unique_ptr<storage::Store> store;
  std::unique_ptr<EventLog> log;

  void reopen() {
    log.reset();
    store.reset();
    store = storage::Store::open(folder.path(), eventlog::families()).value();
    log = eventlog::open_rocks_log(*store);
  }
};

std::unique_ptr<LogUnderTest> rocks_log() {
  auto opened = std::make_unique<LogUnderTest>();
  opened->reopen();
  return opened;
}

using Make = std::unique_ptr<LogUnderTest> (*)();
const std::vector<Make> kEventLogs{rocks_log};

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

TEST_CASE("an event appended twice under the same id is stored once", "[contract]") {
  const auto under_test = GENERATE(from_range(kEventLogs))();
  CHECK(under_test->log->append("DE", std::vector<Event>{{"1", "a", "one"}, {"1", "a", "one"}, {"2", "a", "two"}})
            .value() == 2);
  CHECK(under_test->log->append("DE", std::vector<Event>{{"2", "a", "two"}}).value() == 0);
  CHECK(under_test->log->append("FR", std::vector<Event>{{"2", "a", "two"}}).value() == 1);
  CHECK(payloads(under_test->log->read("DE", "count", 10)) == Texts{"one", "two"});
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

TEST_CASE("trimming forgets what every group has done, and still knows its ids", "[contract]") {
  const auto under_test = GENERATE(from_range(kEventLogs))();
  REQUIRE(under_test->log->append("DE", kThree));
  REQUIRE(under_test->log->trim("DE"));
  CHECK(under_test->log->read("DE", "count", 10).value().size() == 3);
  commit(*under_test, "count", 3);
  commit(*under_test, "watch", 1);
  REQUIRE(under_test->log->trim("DE"));
  CHECK(payloads(under_test->log->read("DE", "watch", 10)) == Texts{"two", "three"});
  CHECK(payloads(under_test->log->read("DE", "new", 10)) == Texts{"two", "three"});
  CHECK(under_test->log->backlog("DE", "new").value() == 2);
  under_test->reopen();
  CHECK(under_test->log->append("DE", kThree).value() == 0);
  CHECK(under_test->log->append("DE", std::vector<Event>{{"4", "a", "four"}}).value() == 1);
  CHECK(payloads(under_test->log->read("DE", "count", 10)) == Texts{"four"});
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
  for (std::size_t i = 0; i < events.size(); ++i) CHECK(events[i].position.offset == i);
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
