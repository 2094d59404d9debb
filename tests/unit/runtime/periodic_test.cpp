// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/runtime/periodic.hpp"

#include "shelfcast/runtime/runtime.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <semaphore>

using namespace shelfcast;
using namespace shelfcast::runtime;

namespace {

Instant at(const char* text) {
  return parse_instant(text).value();
}

/// Moved by the test's thread, read by the timer's.
class MovedClock final : public Clock {
 public:
  explicit MovedClock(Instant start) : seconds_(start.seconds) {}
  [[nodiscard]] Instant now() const override { return {seconds_}; }
  void move_to(Instant to) { seconds_ = to.seconds; }

 private:
  std::atomic<std::int64_t> seconds_;
};

}  // namespace

TEST_CASE("every eight hours means midnight, eight and four o'clock UTC") {
  CHECK(next_due(at("2025-11-20T00:00:00Z"), 8) == at("2025-11-20T08:00:00Z"));
  CHECK(next_due(at("2025-11-20T07:59:59Z"), 8) == at("2025-11-20T08:00:00Z"));
  CHECK(next_due(at("2025-11-20T08:00:00Z"), 8) == at("2025-11-20T16:00:00Z"));
  CHECK(next_due(at("2025-11-20T23:59:59Z"), 8) == at("2025-11-21T00:00:00Z"));
  CHECK(next_due(at("1969-12-31T17:00:00Z"), 8) == at("1970-01-01T00:00:00Z"));
}

TEST_CASE("a period that does not divide the day begins anew at midnight") {
  CHECK(next_due(at("2025-11-20T20:30:00Z"), 5) == at("2025-11-21T00:00:00Z"));
  CHECK(next_due(at("2025-11-21T00:00:00Z"), 5) == at("2025-11-21T05:00:00Z"));
  CHECK(next_due(at("2025-11-20T12:00:00Z"), 24) == at("2025-11-21T00:00:00Z"));
}

TEST_CASE("a clock that jumps forward makes one turn, not many") {
  Schedule schedule(at("2025-11-20T07:00:00Z"), 8);
  CHECK(schedule.has_come(at("2025-11-25T09:00:00Z")));
  CHECK_FALSE(schedule.has_come(at("2025-11-25T09:00:01Z")));
  CHECK(schedule.due() == at("2025-11-25T16:00:00Z"));
}

TEST_CASE("a clock set back a little repeats nothing, one set back by days starts over") {
  Schedule schedule(at("2025-11-20T07:00:00Z"), 8);
  CHECK(schedule.has_come(at("2025-11-20T08:00:00Z")));
  CHECK_FALSE(schedule.has_come(at("2025-11-20T07:59:58Z")));
  CHECK_FALSE(schedule.has_come(at("2025-11-20T08:00:00Z")));
  CHECK_FALSE(schedule.has_come(at("2025-11-10T03:00:00Z")));
  CHECK(schedule.has_come(at("2025-11-10T08:00:00Z")));
}

TEST_CASE("a periodic task runs when its time has come and skips a turn while it runs") {
  MovedClock clock(at("2025-11-20T07:00:00Z"));
  Runtime runtime({.serving = 1, .workers = 1});
  std::counting_semaphore<> begun(0);
  std::counting_semaphore<> may_end(0);
  std::atomic<int> turns = 0;
  PeriodicTask task(runtime, clock, {.name = "test", .every_hours = 8, .work = [&] {
                                       ++turns;
                                       begun.release();
                                       may_end.acquire();
                                     }});
  task.start();
  task.look_at_clock();
  CHECK(turns == 0);

  clock.move_to(at("2025-11-20T08:00:00Z"));
  task.look_at_clock();
  begun.acquire();
  clock.move_to(at("2025-11-20T16:00:00Z"));
  task.look_at_clock();  // still running: this turn is skipped
  CHECK(turns == 1);
  CHECK(task.next() == at("2025-11-21T00:00:00Z"));

  may_end.release();
  task.stop();
  clock.move_to(at("2025-11-21T00:00:00Z"));
  task.look_at_clock();
  runtime.stop();
  CHECK(turns == 1);
}
