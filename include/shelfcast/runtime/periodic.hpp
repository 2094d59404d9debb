// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/base/time.hpp"

#include <functional>
#include <memory>
#include <string>

namespace shelfcast::runtime {

class Runtime;

/// The first instant after `now` that lies a multiple of `every_hours` (1..24) after midnight UTC. Every day begins
/// anew: every 5 hours means 0, 5, 10, 15 and 20 o'clock.
Instant next_due(Instant now, int every_hours);

/// When a periodic task is due, by a clock that may jump. A jump forward is one due time, however many were skipped; a
/// jump back by less than a period repeats nothing; a longer one starts over. Not thread-safe.
class Schedule {
 public:
  Schedule(Instant now, int every_hours) : every_hours_(every_hours), due_(next_due(now, every_hours)) {}

  /// Whether the due time has come. If so, the next one is set.
  bool has_come(Instant now);
  [[nodiscard]] Instant due() const { return due_; }

 private:
  int every_hours_;
  Instant due_;
};

/// Runs its work on the pool whenever the schedule says so, and skips a turn (with a log line) while the last one runs.
///
/// Calls: construct, start, look_at_clock*, stop. `stop` waits for running work, and must not be called by it.
class PeriodicTask {
 public:
  struct Options {
    std::string name;
    int every_hours = 8;
    std::function<void()> work;  ///< must not throw
  };
  PeriodicTask(Runtime& runtime, const Clock& clock, Options options);
  ~PeriodicTask();
  PeriodicTask(const PeriodicTask&) = delete;
  PeriodicTask& operator=(const PeriodicTask&) = delete;

  void start();
  /// What the timer does at least every 30 seconds: for whoever knows that the clock was moved.
  void look_at_clock();
  [[nodiscard]] Instant next() const;
  void stop();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;  // shared with the timer and the running work
};

}  // namespace shelfcast::runtime
