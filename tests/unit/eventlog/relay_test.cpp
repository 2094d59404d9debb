// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/eventlog/relay.hpp"

#include "shelfcast/eventlog/rocks_log.hpp"
#include "shelfcast/eventlog/upkeep.hpp"
#include "shelfcast/telemetry/health.hpp"
#include "shelfcast/telemetry/metrics.hpp"
#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <functional>
#include <mutex>
#include <semaphore>

using namespace shelfcast;
using eventlog::Event;
using eventlog::Relay;

namespace {

/// A log elsewhere that takes events as the test says.
class Elsewhere final : public eventlog::EventLog {
 public:
  std::function<Result<void>(const std::vector<Event>&)> answer = [](const auto&) { return Result<void>(); };
  std::vector<std::string> taken;
  std::counting_semaphore<> took{0};

  Result<std::size_t> append(std::string_view, std::span<const Event> events) override {
    const std::vector<Event> all(events.begin(), events.end());
    if (auto done = answer(all); !done) return std::unexpected(done.error());
    for (const auto& event : all) taken.push_back(event.id + "=" + event.payload);
    took.release(static_cast<std::ptrdiff_t>(all.size()));
    return all.size();
  }
  Result<std::vector<eventlog::StoredEvent>> read(std::string_view, std::string_view, std::size_t) override {
    return {};
  }
  void commit(std::string_view, std::string_view, std::span<const eventlog::StoredEvent>, storage::Batch&) override {}
  Result<std::uint64_t> backlog(std::string_view, std::string_view) override { return 0; }
  Result<void> trim(std::string_view) override { return {}; }
  Result<std::vector<eventlog::GroupState>> groups() override { return {}; }
  Result<void> forget(std::string_view, std::string_view) override { return {}; }
};

struct Outbox {
  testing::TempFolder folder;
  std::unique_ptr<storage::Store> store = storage::Store::open(folder.path(), eventlog::families()).value();
  std::unique_ptr<eventlog::EmbeddedLog> log = eventlog::open_rocks_log(*store);
  Elsewhere elsewhere;

  Relay relay() {
    return Relay({.outbox = *log, .target = elsewhere, .store = *store},
                 {.topic = "orders",
                  .at_once = 3,
                  .when_idle = std::chrono::milliseconds(1),
                  .first_pause = std::chrono::milliseconds(1),
                  .longest_pause = std::chrono::milliseconds(4)});
  }
  void append(int first, int last) {
    std::vector<Event> events;
    for (int i = first; i <= last; ++i) events.push_back({std::to_string(i), "mugs", "p" + std::to_string(i)});
    REQUIRE(log->append("orders", events));
  }
  std::uint64_t unsent() { return log->backlog("orders", "relay").value(); }
};

using Texts = std::vector<std::string>;
const auto kGone = [](const auto&) -> Result<void> { return fail(Code::unavailable, "kafka", "no broker answered"); };

bool is_degraded(std::string_view name) {
  const auto flags = telemetry::health();
  return std::ranges::any_of(
      flags, [&](const auto& flag) { return flag.name == name && flag.condition == telemetry::Condition::degraded; });
}

}  // namespace

TEST_CASE("the relay sends what the outbox holds, in order and under its ids, and then has nothing left") {
  Outbox outbox;
  outbox.append(1, 4);
  Relay relay = outbox.relay();
  CHECK(relay.send_some().value() == 3);
  CHECK(relay.send_some().value() == 1);
  CHECK(relay.send_some().value() == 0);
  CHECK(outbox.elsewhere.taken == Texts{"1=p1", "2=p2", "3=p3", "4=p4"});
  CHECK(outbox.unsent() == 0);
}

TEST_CASE("an event counts as sent only when it was acknowledged") {
  Outbox outbox;
  outbox.append(1, 2);
  Relay relay = outbox.relay();
  outbox.elsewhere.answer = kGone;
  CHECK(relay.send_some().error().code == Code::unavailable);
  CHECK(outbox.unsent() == 2);
  outbox.elsewhere.answer = [](const auto&) { return Result<void>(); };
  CHECK(relay.send_some().value() == 2);
  CHECK(outbox.unsent() == 0);
}

TEST_CASE("an event that is never taken is set aside, and those around it are sent in order") {
  Outbox outbox;
  outbox.append(1, 3);
  outbox.elsewhere.answer = [](const std::vector<Event>& events) -> Result<void> {
    const bool poisoned = std::ranges::any_of(events, [](const Event& event) { return event.id == "2"; });
    return poisoned ? fail(Code::rejected, "event 2", "is too large") : Result<void>();
  };
  Relay relay = outbox.relay();
  CHECK(relay.send_some().value() == 3);
  CHECK(outbox.elsewhere.taken == Texts{"1=p1", "3=p3"});
  CHECK(outbox.unsent() == 0);
  CHECK(outbox.log->read("orders-rejected", "operator", 10).value().at(0).id == "2");
}

TEST_CASE("a running relay waits for a log that is gone, says so, and goes on when it is back") {
  Outbox outbox;
  std::counting_semaphore<> refused{0};
  std::atomic<bool> is_back = false;
  outbox.elsewhere.answer = [&](const auto& events) -> Result<void> {
    if (is_back) return {};
    refused.release();
    return kGone(events);
  };
  outbox.append(1, 5);
  Relay relay = outbox.relay();
  relay.start();
  for (int i = 0; i < 3; ++i) refused.acquire();
  CHECK(is_degraded("relay orders"));
  is_back = true;
  for (int i = 0; i < 5; ++i) outbox.elsewhere.took.acquire();
  outbox.append(6, 6);
  outbox.elsewhere.took.acquire();
  relay.stop();
  CHECK(outbox.elsewhere.taken.size() == 6);
  CHECK_FALSE(is_degraded("relay orders"));
  CHECK(outbox.unsent() == 0);
}

TEST_CASE("upkeep tells how far every group is behind, and trims") {
  Outbox outbox;
  outbox.append(1, 3);
  Relay relay = outbox.relay();
  CHECK(relay.send_some().value() == 3);
  outbox.append(4, 5);
  eventlog::Upkeep upkeep({.logs = {outbox.log.get()}, .trimmed = {"orders"}});
  upkeep.look_after();
  CHECK_THAT(telemetry::prometheus_text(),
             Catch::Contains(R"(shelfcast_eventlog_backlog_events{topic="orders",group="relay"} 2)"));
  CHECK(outbox.log->read("orders", "new", 10).value().size() == 2);
}
