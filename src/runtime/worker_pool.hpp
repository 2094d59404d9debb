// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/runtime/pace.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace shelfcast::runtime {

/// Threads that run what is posted, first come, first served.
///
/// Calls: (post | rests_within)* from any thread, stop once. What was posted before `stop`, or by such work, is run.
class WorkerPool {
 public:
  explicit WorkerPool(std::size_t threads, Pace pace);

  /// False where the pool has stopped: the work is dropped.
  bool post(std::function<void()> work);
  /// Waits until nothing is queued or runs, but no longer than this; false where something does.
  bool rests_within(std::chrono::seconds patience);
  void stop();
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  void run();

  const std::size_t size_;
  std::mutex changing_;  // guards queue_, running_ and stopping_
  std::condition_variable news_;
  std::condition_variable rest_;
  std::deque<std::function<void()>> queue_;
  std::size_t running_ = 0;
  bool stopping_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace shelfcast::runtime
