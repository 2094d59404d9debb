// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/random.hpp"
#include "shelfcast/base/time.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace shelfcast::ingest {

/// Remembers which sources could not be reached, so that one that is down is not asked again and again: after three
/// failures in a row it is left alone for a minute, and twice as long after each further one, up to an hour. A success
/// forgets all. Any thread.
class Breakers {
 public:
  /// Until when the source is left alone; nullopt where it may be asked.
  [[nodiscard]] std::optional<Instant> left_alone(const std::string& source, Instant now) const {
    const std::scoped_lock lock(changing_);
    const auto found = failing_.find(source);
    return found != failing_.end() && now < found->second.until ? std::optional(found->second.until) : std::nullopt;
  }
  void failed(const std::string& source, Instant now) {
    const std::scoped_lock lock(changing_);
    Failing& failing = failing_[source];
    if (++failing.times < kTimes) return;
    failing.until = now + std::min<std::int64_t>(kMinute << std::min(failing.times - kTimes, 6), kHour);
  }
  void reached(const std::string& source) {
    const std::scoped_lock lock(changing_);
    failing_.erase(source);
  }

 private:
  static constexpr int kTimes = 3;
  static constexpr std::int64_t kMinute = 60;
  struct Failing {
    int times = 0;
    Instant until;
  };
  mutable std::mutex changing_;
  std::map<std::string, Failing> failing_;
};

/// How long to wait before the n-th repetition (from 0): half a second, doubled each time, half of it by chance, so
/// that many who failed at once do not come back at once.
inline std::chrono::milliseconds pause_before(int repetition, std::uint64_t seed) {
  const double full = 500.0 * static_cast<double>(1U << static_cast<unsigned>(repetition));
  Random random(seed, static_cast<std::uint64_t>(repetition));
  return std::chrono::milliseconds(static_cast<std::int64_t>(full * (0.5 + random.uniform() / 2)));
}

}  // namespace shelfcast::ingest
