// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/desk.hpp"
#include "shelfcast/domain/order_event.hpp"

#include <deque>
#include <string>

namespace shelfcast::ingest {

/// Brings what the events of a topic say to the desks they belong to.
///
/// Calls: (read* forget)*; `forget` when the desks have written what they took.
class EventReader {
 public:
  virtual ~EventReader() = default;
  /// The event must hold until `forget`.
  virtual Result<void> read(const eventlog::StoredEvent& event, Desks& desks) = 0;
  virtual void forget() {}
};

/// Events that are chunks of the rows of one marketplace's sources.
class LoadReader final : public EventReader {
 public:
  explicit LoadReader(std::string marketplace) : marketplace_(std::move(marketplace)) {}
  Result<void> read(const eventlog::StoredEvent& event, Desks& desks) override;

 private:
  std::string marketplace_;
};

/// Events that are lines of orders, of any marketplace.
class OrderReader final : public EventReader {
 public:
  Result<void> read(const eventlog::StoredEvent& event, Desks& desks) override;
  void forget() override { lines_.clear(); }

 private:
  std::deque<domain::OrderEvent> lines_;  // what the desks' sales view into
};

}  // namespace shelfcast::ingest
