// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/accuracy_watch.hpp"
#include "app/alert_desk.hpp"
#include "app/freshness.hpp"
#include "app/gatehouse.hpp"
#include "app/hand_over.hpp"
#include "app/live_orders.hpp"
#include "app/local_access.hpp"
#include "app/reloading.hpp"
#include "app/wishes.hpp"
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

namespace shelfcast::app {

/// The process that serves: the API and the page over TCP, the control interfaces on the data directory's socket, and
/// the refresh timer.
///
/// Calls: construct, start, wait or stop. What starts is listed in the constructor; it stops in the reverse order.
class Server {
 public:
  /// `read`: the configuration, again.
  Server(LocalAccess& access, Gatehouse& gatehouse, Reloading::Read read);

  /// With the sockets of an earlier process, where there are any; else with its own.
  Result<void> start(Inheritance inheritance = {});
  /// Somebody took over; `connections` are for the heir, as soon as the data directory is closed.
  struct Succession {
    Heir heir;
    std::vector<http::Descriptor> connections;
  };
  /// Blocks until a signal asks the process to end, or another process to take over, then stops. SIGHUP reloads the
  /// configuration meanwhile. Where work outlasts the drain, a signal ends the process here.
  std::optional<Succession> wait();
  void stop();
  [[nodiscard]] std::uint16_t port() const { return public_.port(); }

 private:
  [[nodiscard]] std::vector<http::Route> public_routes();
  [[nodiscard]] std::vector<http::Route> owner_routes();
  [[nodiscard]] http::Response asked_to_give_way() const;
  Result<void> open_doors();
  void close_doors();
  std::optional<Succession> hand_over();
  [[nodiscard]] Instant next_refresh() const;
  /// All that the table of keys says takes effect at a reload: when the server starts, and at each reload.
  Result<void> apply(const Config& config);
  static void tell_of(const http::Certificate& certificate);
  void add_parts();
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

  Result<void> map_kept_tables();

  LocalAccess& access_;
  House& house_;
  Gatehouse& gatehouse_;
  std::atomic<bool> draining_ = false;
  const std::shared_ptr<Wishes> wishes_ = std::make_shared<Wishes>();  ///< a signal may come after this object's end
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
  Freshness freshness_;
  std::shared_ptr<AlertDesk> alert_desk_;         ///< from `start` on
  runtime::Repeating heartbeat_;                  ///< of events
  runtime::Repeating listeners_looks_;            ///< at what they are told of whenever it changes
  std::unique_ptr<runtime::PeriodicTask> timer_;  ///< null where no refresh is due by the clock
  runtime::Lifecycle lifecycle_;
  std::chrono::seconds drain_{0};
  Reloading reloading_;
  Inheritance inheritance_;  ///< until the doors are open
  std::optional<Heir> heir_;
  std::vector<http::Descriptor> left_to_heir_;
  std::unique_ptr<runtime::StopSignals> stop_signals_;
  std::unique_ptr<runtime::ReloadSignal> reload_signal_;
};

}  // namespace shelfcast::app
