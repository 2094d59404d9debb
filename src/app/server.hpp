// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/accuracy_watch.hpp"
#include "app/gatehouse.hpp"
#include "app/live_orders.hpp"
#include "app/local_access.hpp"
#include "shelfcast/api/api.hpp"
#include "shelfcast/api/events.hpp"
#include "shelfcast/eventlog/relay.hpp"
#include "shelfcast/eventlog/upkeep.hpp"
#include "shelfcast/http/router.hpp"
#include "shelfcast/http/server.hpp"
#include "shelfcast/predictions/name_index.hpp"
#include "shelfcast/runtime/lifecycle.hpp"
#include "shelfcast/runtime/periodic.hpp"
#include "shelfcast/runtime/repeating.hpp"
#include "shelfcast/runtime/signals.hpp"

#include <atomic>
#include <memory>
#include <semaphore>

namespace shelfcast::app {

/// The process that serves: the API and the page over TCP, the control interfaces on the data directory's socket, and
/// the refresh timer.
///
/// Calls: construct, start, wait or stop. What starts is listed in the constructor; it stops in the reverse order.
class Server {
 public:
  Server(LocalAccess& access, Gatehouse& gatehouse);

  Result<void> start();
  /// Blocks until a signal asks the process to end, then stops.
  void wait();
  void stop();
  [[nodiscard]] std::uint16_t port() const { return public_.port(); }

 private:
  [[nodiscard]] std::vector<http::Route> public_routes();
  [[nodiscard]] Instant next_refresh() const;
  void add_event_logs();
  /// A task that starts in its place of the list and stops in its turn.
  template <class Task>
  void run_between(std::string name, Task& task) {
    const auto start = [&task]() -> Result<void> {
      task.start();
      return {};
    };
    lifecycle_.add(std::move(name), start, [&task] { task.stop(); });
  }

  LocalAccess& access_;
  House& house_;
  Gatehouse& gatehouse_;
  std::atomic<bool> draining_ = false;
  predictions::NameIndexes names_;
  std::unique_ptr<http::SharedLevel> shared_answers_;
  std::shared_ptr<api::Events> events_;
  std::shared_ptr<api::Warming> warming_ = std::make_shared<api::Warming>();
  http::Router public_router_;
  http::Router control_router_;
  http::Server public_;
  http::Server control_;
  std::unique_ptr<eventlog::Upkeep> upkeep_;
  std::unique_ptr<eventlog::Relay> relay_;  ///< null where there is no Kafka
  LiveOrders live_orders_;
  AccuracyWatch accuracy_watch_;
  runtime::Repeating heartbeat_;                  ///< of events
  runtime::Repeating listeners_looks_;            ///< at what they are told of whenever it changes
  std::unique_ptr<runtime::PeriodicTask> timer_;  ///< null where no refresh is due by the clock
  runtime::Lifecycle lifecycle_;
  std::binary_semaphore asked_to_end_{0};
  std::unique_ptr<runtime::StopSignals> signals_;
};

}  // namespace shelfcast::app
