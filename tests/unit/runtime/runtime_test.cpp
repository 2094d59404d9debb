// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/runtime/runtime.hpp"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <stdexcept>
#include <vector>

using shelfcast::runtime::Runtime;

TEST_CASE("stop runs what was queued, and what that work hands on") {
  std::atomic<int> done = 0;
  Runtime runtime({.serving = 1, .workers = 1});
  for (int i = 0; i < 100; ++i) {
    runtime.post([&] {
      ++done;
      runtime.post([&] { ++done; });
    });
  }
  runtime.stop();
  CHECK(done == 200);
  CHECK_FALSE(runtime.post([&] { ++done; }));
  CHECK(done == 200);
}

TEST_CASE("work that outlasts the patience is told of, and so is its end") {
  Runtime runtime({.serving = 1, .workers = 2});
  CHECK(runtime.rests_within(std::chrono::seconds(0)));
  std::promise<void> over;
  runtime.post([&, so_far = over.get_future().share()] {
    so_far.wait();
    runtime.post([] {});
  });
  CHECK_FALSE(runtime.rests_within(std::chrono::seconds(0)));
  over.set_value();
  CHECK(runtime.rests_within(std::chrono::seconds(60)));
}

TEST_CASE("an answer does not wait behind work that keeps every worker busy, which gives way to it") {
  Runtime runtime({.serving = 1, .answering = 1, .workers = 1});
  std::promise<int> workers_niceness;
  std::promise<void> answered;
  runtime.post([&] {
    workers_niceness.set_value(::getpriority(PRIO_PROCESS, 0));
    answered.get_future().wait();
  });
  CHECK(workers_niceness.get_future().get() == 10);
  std::promise<int> own_niceness;
  REQUIRE(runtime.answer([&] { own_niceness.set_value(::getpriority(PRIO_PROCESS, 0)); }));
  CHECK(own_niceness.get_future().get() == ::getpriority(PRIO_PROCESS, 0));
  answered.set_value();
  runtime.stop();
  CHECK_FALSE(runtime.answer([] {}));
}

namespace {

/// The beginning of sched_attr, whose header does not go together with that of the C library.
struct Scheduling {
  std::uint32_t size, policy;
  std::uint64_t flags;
  std::int32_t nice;
  std::uint32_t priority;
  std::uint64_t runtime, deadline, period;
};

/// Of this thread, in nanoseconds; 0 where the kernel has none.
std::uint64_t slice() {
  Scheduling told{};
  ::syscall(SYS_sched_getattr, 0, &told, sizeof told, 0);
  return told.runtime;
}

}  // namespace

TEST_CASE("threads that somebody waits for have short slices, where the kernel has slices") {
  if (slice() == 0) {
    WARN("skipped: this kernel gives no thread a slice of its own");
    return;
  }
  Runtime runtime({.serving = 1, .answering = 1, .workers = 1});
  std::promise<std::uint64_t> of_answers;
  std::promise<std::uint64_t> of_work;
  REQUIRE(runtime.answer([&] { of_answers.set_value(slice()); }));
  REQUIRE(runtime.post([&] { of_work.set_value(slice()); }));
  CHECK(of_answers.get_future().get() == 100'000);
  CHECK(of_work.get_future().get() == slice());
}

TEST_CASE("a parallel loop runs every index once") {
  Runtime runtime({.serving = 1, .workers = 3});
  std::vector<std::atomic<int>> times(1000);
  runtime.parallel(times.size(), [&](std::size_t i) { ++times[i]; });
  CHECK(std::ranges::all_of(times, [](const auto& count) { return count == 1; }));
  runtime.parallel(0, [](std::size_t) { FAIL("nothing to run"); });
}

TEST_CASE("a parallel loop may be called from the pool, even one inside the other") {
  Runtime runtime({.serving = 1, .workers = 1});
  std::atomic<int> done = 0;
  std::promise<void> finished;
  runtime.post([&] {
    runtime.parallel(4, [&](std::size_t) { runtime.parallel(4, [&](std::size_t) { ++done; }); });
    finished.set_value();
  });
  finished.get_future().wait();
  CHECK(done == 16);
}

TEST_CASE("the first exception of a parallel loop reaches the caller") {
  Runtime runtime({.serving = 1, .workers = 2});
  const auto failing = [](std::size_t i) {
    if (i == 7) throw std::runtime_error("seven");
  };
  CHECK_THROWS_WITH(runtime.parallel(100, failing), "seven");
  std::atomic<int> done = 0;
  runtime.parallel(10, [&](std::size_t) { ++done; });
  CHECK(done == 10);
}
