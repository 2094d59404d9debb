// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/eventlog/event_log.hpp"
#include "shelfcast/storage/store.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace shelfcast::eventlog {

/// The outbox's group that stands behind the last event that was sent.
inline constexpr std::string_view kRelayGroup = "relay";

/// Sends what is in a topic of the log inside this process (the outbox) on to the same topic of another log.
///
/// Calls:   construct, start, stop; or, without a thread, send_some*.
/// Sent at least once, in order: an event is marked as sent - the outbox's group `relay` moves past it - only after the
///          other log has acknowledged it, and no later event is sent before that. A crash in between sends it again
///          under its id, and readers leave it out.
/// Gone:    while the other log is unavailable, it is tried again after pauses that grow, with jitter; the health flag
///          `relay <topic>` is degraded as long as that lasts. Nothing is lost: events wait in the outbox.
/// Refused: an event that the other log never will take goes to the outbox's topic `<topic>-rejected`, and the next one
///          follows.
class Relay {
 public:
  struct Options {
    std::string topic;
    std::size_t at_once = 2000;  ///< events to an acknowledgement
    std::chrono::milliseconds when_idle{20};
    std::chrono::milliseconds first_pause{100};
    std::chrono::milliseconds longest_pause{10'000};
    std::uint64_t seed = 0;  ///< of the jitter
  };
  struct Rooms {
    EmbeddedLog& outbox;
    EventLog& target;
    storage::Store& store;  ///< the outbox's
  };
  Relay(const Rooms& rooms, Options options);
  ~Relay();
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  void start();
  /// Waits for what is on its way, for as long as the other log's calls may take.
  void stop();
  /// Sends the next events, and returns how many of them are done with.
  Result<std::size_t> send_some();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace shelfcast::eventlog
