// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <mutex>
#include <utility>

namespace shelfcast::http {

/// Whom to tell once that there is more: guarded by its owner's lock.
class TellOnce {
 public:
  void set(std::function<void()> tell) { tell_ = std::move(tell); }
  void forget() { tell_ = nullptr; }
  /// Without the lock: whoever hears it may ask at once.
  void now(std::unique_lock<std::mutex> lock) {
    const auto tell = std::exchange(tell_, nullptr);
    lock.unlock();
    if (tell) tell();
  }

 private:
  std::function<void()> tell_;
};

}  // namespace shelfcast::http
