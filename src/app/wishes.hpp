// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>

namespace shelfcast::app {

/// What a server is asked for from outside.
enum class Wish : std::uint8_t { end, reload, hand_over };

/// Brings wishes from whoever has them to the thread that fulfils them. Any thread.
class Wishes {
 public:
  void want(Wish wish) {
    const std::scoped_lock lock(changing_);
    waiting_.push_back(wish);
    changed_.notify_one();
  }
  /// Waits until there is one.
  Wish next() {
    std::unique_lock lock(changing_);
    changed_.wait(lock, [this] { return !waiting_.empty(); });
    const Wish wish = waiting_.front();
    waiting_.pop_front();
    return wish;
  }

 private:
  std::mutex changing_;  // guards all below
  std::condition_variable changed_;
  std::deque<Wish> waiting_;
};

}  // namespace shelfcast::app
