// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/time.hpp"

namespace shelfcast {

/// What time it is. Injected everywhere; any thread may ask.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

/// The system's clock: the only place that asks the operating system.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
};

/// A clock that stands still until it is moved: for tests, and for `--now=data-cut`.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant at) : at_(at) {}
  [[nodiscard]] Instant now() const override { return at_; }
  void move_to(Instant at) { at_ = at; }

 private:
  Instant at_;
};

/// Seconds that only grow, to measure how long something took. Not a time of day.
double stopwatch_seconds();

}  // namespace shelfcast
