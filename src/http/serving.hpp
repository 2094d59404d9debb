// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/channel.hpp"
#include "http/prepared_answers.hpp"
#include "http/route_meters.hpp"
#include "shelfcast/http/certificate.hpp"
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

/// What becomes of connections when a server ends: they are closed, or (without TLS) serve on in another process.
enum class Draining : std::uint8_t { no, closes, gives_away };

/// What all connections of a server share: the router and its meters, the limits, and the list of who is connected.
///
/// Outlives every connection: `wait_until_quiet` returns only when each task started here has ended. Any thread.
class Serving {
 public:
  Serving(runtime::Runtime& with, const Router& by, Limits within, Admission asking);

  /// Serves the connection, or turns it away where there are too many.
  void take(Channel channel, bool is_local);
  /// What those who connect over TCP from now on are shown; null: they are spoken to without TLS.
  void certify(CertificatePtr certificate);
  [[nodiscard]] CertificatePtr certificate();
  /// Runs a coroutine on its strand; what it belongs to is kept alive until it ends.
  void run(const Strand& strand, Task<void> task, std::shared_ptr<void> owner);

  [[nodiscard]] telemetry::Counter& handshakes(bool succeeded) { return succeeded ? handshakes_ : failed_handshakes_; }

  [[nodiscard]] bool draining() const { return draining_ != Draining::no; }
  [[nodiscard]] bool gives_away() const { return draining_ == Draining::gives_away; }
  /// By the stopwatch: how long a connection may still wait for a request while the server drains.
  [[nodiscard]] double end_of_grace() const { return end_of_grace_; }
  void begin_draining(Draining how, double end_of_grace);
  void give_away(Descriptor connection);
  std::vector<Descriptor> given_away();
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
  telemetry::Counter& handshakes_;
  telemetry::Counter& failed_handshakes_;
  std::atomic<Draining> draining_ = Draining::no;
  std::atomic<double> end_of_grace_ = 0;
  std::atomic<std::size_t> slow_ = 0;
  std::mutex changing_;  // guards all below
  std::condition_variable quiet_;
  CertificatePtr certificate_;
  std::vector<Descriptor> given_away_;
  std::unordered_map<const void*, std::shared_ptr<Connection>> connections_;
  std::size_t served_ = 0;  // of the connections, those that were not turned away
  std::size_t tasks_ = 0;
};

}  // namespace shelfcast::http
