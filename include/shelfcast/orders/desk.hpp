// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/catalogue/catalogue.hpp"
#include "shelfcast/eventlog/event_log.hpp"
#include "shelfcast/orders/act.hpp"
#include "shelfcast/storage/store.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace shelfcast::orders {

/// The column families of this room, for `Store::open`.
std::vector<const storage::Family*> families();

/// Acts on orders that are only thought through: judged one after the other as if each had been carried out, nothing is
/// written. One thread.
class Rehearsal {
 public:
  virtual ~Rehearsal() = default;
  virtual std::vector<Outcome> carry_out(std::vector<Act> acts) = 0;
};

/// Where orders are taken: judges each act, and makes the orders it changes, the events that tell of it and the memory
/// of its idempotency key durable in one write. Whatever waits is written together (a group commit), by one thread of
/// its own, in the order in which it came.
///
/// Calls:    construct, start, (submit | carry_out | rehearsal | find)*, stop; any thread.
/// Durable:  an outcome that is Accepted is on disk, and `find` knows it.
/// Once:     an idempotency key with the same digest again gives the same outcome for 24 hours at least; an order
///           placed again with the same id and content gives that order, for ever.
/// Stopped between two writes (stop point `eventlog.append`): either the order and its events are there, or none of it.
class Desk {
 public:
  struct Rooms {
    storage::Store& store;
    eventlog::EmbeddedLog& log;
    const catalogue::Catalogue& catalogue;
    const Clock& clock;
  };
  struct Options {
    std::size_t waiting = 10'000;  ///< acts that may wait
  };
  /// Called once, from the desk's thread, with an outcome for each act. Must not block and not throw.
  using Done = std::function<void(std::vector<Outcome> outcomes)>;

  Desk(const Rooms& rooms, Options options);
  ~Desk();
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  /// Reads who sells what. Before it nothing is taken.
  Result<void> start();
  /// Carries out what waits, then takes nothing more.
  void stop();

  /// False where too much is waiting, or the desk is stopped: nothing will be done, and `done` not be called.
  bool submit(std::vector<Act> acts, Done done);
  /// The same for whoever may wait, also for room.
  std::vector<Outcome> carry_out(std::vector<Act> acts);
  [[nodiscard]] std::unique_ptr<Rehearsal> rehearsal() const;
  /// The order as it stands. `not_found`; `conflict` where several marketplaces have one of this id and none is named.
  [[nodiscard]] Result<Order> find(std::string_view id, std::string_view marketplace) const;
  [[nodiscard]] bool serves_several_marketplaces() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace shelfcast::orders
