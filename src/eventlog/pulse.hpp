// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace shelfcast::eventlog {

/// A thread that does some work again and again, with the pause that the work asks for, until it is stopped. It waits
/// for the network or the disk most of the time: a worker of the pool would be lost to those who calculate.
class Pulse {
 public:
  using Work = std::function<std::chrono::milliseconds()>;
  explicit Pulse(Work work) : work_(std::move(work)) {}

  void start() {
    thread_ = std::jthread([this](const std::stop_token& stopping) {
      while (!stopping.stop_requested()) {
        const auto pause = work_();
        std::unique_lock lock(lock_);
        woken_.wait_for(lock, stopping, pause, [] { return false; });
      }
    });
  }
  /// Waits for work that is being done. Not from within it.
  void stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
  }

 private:
  Work work_;
  std::mutex lock_;
  std::condition_variable_any woken_;
  std::jthread thread_;
};

}  // namespace shelfcast::eventlog
