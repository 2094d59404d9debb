// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/runtime/pace.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace shelfcast::runtime {

/// Does its work over and over on a thread of its own, with a pause after each time: for what is done every second or
/// so, whatever the clock says.
///
/// Calls: construct, start, soon*, stop. `stop` waits for running work, and must not be called by it.
class Repeating {
 public:
  /// `work` must not throw.
  Repeating(std::chrono::milliseconds pause, std::function<void()> work, Pace pace = Pace::usual)
      : pause_(pause), work_(std::move(work)), pace_(pace) {}
  ~Repeating() { stop(); }
  Repeating(const Repeating&) = delete;
  Repeating& operator=(const Repeating&) = delete;

  void start();
  /// Ends the pause: there is something to do.
  void soon();
  void stop();

 private:
  void repeat();

  const std::chrono::milliseconds pause_;
  const std::function<void()> work_;
  const Pace pace_;
  std::mutex changing_;  // guards the two below
  bool wanted_ = false;
  bool stopping_ = false;
  std::condition_variable changed_;
  std::thread thread_;
};

}  // namespace shelfcast::runtime
