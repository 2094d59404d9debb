// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/eventlog/event_log.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace shelfcast::eventlog {

/// What logs need now and then: topics that nobody else trims are trimmed, and the backlog of every group is told as
/// the metric shelfcast_eventlog_backlog_events. Calls: construct, start, stop. The logs must outlive it.
class Upkeep {
 public:
  struct Options {
    std::vector<EventLog*> logs;
    std::vector<std::string> trimmed;  ///< topics
    std::chrono::seconds every{15};
  };
  explicit Upkeep(Options options);
  ~Upkeep();
  Upkeep(const Upkeep&) = delete;
  Upkeep& operator=(const Upkeep&) = delete;

  void start();
  void stop();
  /// What the thread does every time.
  void look_after();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace shelfcast::eventlog
