// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/time.hpp"
#include "shelfcast/telemetry/snapshot.hpp"

#include <cstdint>
#include <deque>

namespace shelfcast::monitor {

/// What metrics were in the last hour, as often as they were noted. One thread.
class History {
 public:
  static constexpr std::int64_t kKept = kHour;

  struct Noted {
    Instant at;
    telemetry::Snapshot metrics;
  };
  /// A clock that was moved back begins anew.
  void note(Instant at, telemetry::Snapshot metrics);

  /// The newest, or null where nothing was noted.
  [[nodiscard]] const Noted* newest() const { return noted_.empty() ? nullptr : &noted_.back(); }
  /// The newest that is at least so many seconds older than the newest, else the oldest; null where there is only one.
  [[nodiscard]] const Noted* before(std::int64_t seconds) const;

 private:
  std::deque<Noted> noted_;
};

}  // namespace shelfcast::monitor
