// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/prepared_answers.hpp"
#include "http/route_meters.hpp"
#include "http/socket.hpp"
#include "shelfcast/http/server.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace shelfcast::http {

class Connection;

/// What all connections of a server share: the router and its meters, the limits, and the list of who is connected.
///
/// Outlives every connection: `wait_until_quiet` returns only when each task started here has ended. Any thread.
class Serving {
 public:
  Serving(runtime::Runtime& with, const Router& by, Limits within, Admission asking);

  /// Serves the connection, or turns it away where there are too many.
  void take(Socket socket, bool is_local);
  /// Runs a coroutine on its strand; what it belongs to is kept alive until it ends.
  void run(const Strand& strand, Task<void> task, std::shared_ptr<void> owner);

  /// A place among the requests that the worker pool is to answer, for as long as it lives.
  class Turn {
   public:
    explicit Turn(Serving& serving) : slow_(serving.slow_), is_granted_(++slow_ <= serving.limits.slow_requests) {}
    ~Turn() { --slow_; }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    [[nodiscard]] bool is_granted() const { return is_granted_; }

   private:
    std::atomic<std::size_t>& slow_;
    const bool is_granted_;
  };

  [[nodiscard]] bool draining() const { return draining_; }
  void begin_draining();
  /// Ends the waits that have lasted too long.
  void expire_overdue(double now);
  /// Everyone connected now.
  [[nodiscard]] std::vector<std::shared_ptr<Connection>> connections();
  /// False where the deadline passed first.
  bool wait_until_quiet(std::chrono::seconds deadline);
  void wait_until_quiet();

  runtime::Runtime& runtime;
  const Router& router;
  const Limits limits;
  const Admission admission;
  RouteMeters meters;
  PreparedAnswers prepared;

 private:
  void end_of_task(const void* owner);

  telemetry::Gauge& connected_;
  std::atomic<bool> draining_ = false;
  std::atomic<std::size_t> slow_ = 0;
  std::mutex changing_;  // guards all below
  std::condition_variable quiet_;
  std::unordered_map<const void*, std::shared_ptr<Connection>> connections_;
  std::size_t served_ = 0;  // of the connections, those that were not turned away
  std::size_t tasks_ = 0;
};

}  // namespace shelfcast::http
