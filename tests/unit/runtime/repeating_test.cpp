// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/runtime/repeating.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <semaphore>

using namespace shelfcast;
using namespace std::chrono_literals;

TEST_CASE("work is repeated after its pause, at once where it is wanted, and never after the stop") {
  std::counting_semaphore<> done{0};
  std::atomic<int> times = 0;
  runtime::Repeating often(1ms, [&] {
    ++times;
    done.release();
  });
  often.start();
  for (int i = 0; i < 3; ++i) CHECK(done.try_acquire_for(30s));
  often.stop();
  const int at_the_end = times;

  runtime::Repeating seldom(24h, [&] { done.release(); });
  seldom.start();
  CHECK(done.try_acquire_for(30s));
  while (done.try_acquire()) {
  }
  seldom.soon();
  CHECK(done.try_acquire_for(30s));
  seldom.stop();
  CHECK(times == at_the_end);
}
