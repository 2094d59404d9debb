// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/runtime/repeating.hpp"

namespace shelfcast::runtime {

void Repeating::start() {
  thread_ = std::thread([this] { repeat(); });
}

void Repeating::repeat() {
  go_at(pace_);
  std::unique_lock lock(changing_);
  while (!stopping_) {
    wanted_ = false;
    lock.unlock();
    work_();
    lock.lock();
    changed_.wait_for(lock, pause_, [this] { return wanted_ || stopping_; });
  }
}

void Repeating::soon() {
  const std::scoped_lock lock(changing_);
  wanted_ = true;
  changed_.notify_one();
}

void Repeating::stop() {
  if (!thread_.joinable()) return;
  {
    const std::scoped_lock lock(changing_);
    stopping_ = true;
    changed_.notify_one();
  }
  thread_.join();
}

}  // namespace shelfcast::runtime
