// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/runtime/runtime.hpp"

#include <sys/resource.h>

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
