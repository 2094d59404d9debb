// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace shelfcast::ingest {

/// Between the thread that fills a queue and the one that empties it meanwhile.
class Handoff {
 public:
  void appended(std::size_t events) {
    const std::scoped_lock lock(changing_);
    waiting_ += events;
    changed_.notify_one();
  }
  void finish() {
    const std::scoped_lock lock(changing_);
    finished_ = true;
    changed_.notify_one();
  }
  /// Waits until `enough` events more are there; false where no more will come.
  bool wait_for(std::size_t enough) {
    std::unique_lock lock(changing_);
    changed_.wait(lock, [&] { return finished_ || waiting_ >= enough; });
    waiting_ -= waiting_ < enough ? waiting_ : enough;
    return !finished_;
  }

 private:
  std::mutex changing_;
  std::condition_variable changed_;
  std::size_t waiting_ = 0;
  bool finished_ = false;
};

}  // namespace shelfcast::ingest
