// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/eventlog/event_log.hpp"
#include "shelfcast/sources/change_stream.hpp"
#include "sources/changes/order_book.hpp"
#include "sources/changes/outbox.hpp"

#include <span>
#include <string>
#include <vector>

namespace shelfcast::sources {

/// What draining works with. All of it outlives the drain.
struct Draining {
  eventlog::EventLog& log;
  storage::Store& store;
  const ChangeStreamOptions& options;
  const std::string& source;         ///< in dead letters
  const std::string& remembered_as;  ///< in the store
  const std::string& marketplace;
};

/// Moves events from the log into the store: orders into their records, whatever there is to tell into the outbox, and
/// with each batch the group's position in the log.
class Drain {
 public:
  static Result<Drain> begin(const Draining& with, Outbox& outbox);

  /// Everything that stands in the topics now.
  Result<void> run();
  /// As the stream described the marketplace last; defaults where it has not yet.
  [[nodiscard]] const domain::Marketplace& settings() const { return settings_; }
  [[nodiscard]] bool is_described() const { return is_described_; }

 private:
  Drain(const Draining& with, Outbox& outbox, KnownInFull known);
  Result<void> drain(const std::string& topic);
  Result<void> take(const std::string& topic, std::span<const eventlog::StoredEvent> events);
  Result<void> take(Change&& change, const std::string& place);
  Result<void> take_sale(const Change& change);
  Result<std::string> order_of(const Change& change);
  Result<void> truncate(const Change& change);
  Result<void> take_settings(const Change& change);
  Result<void> adopt(const RowEntry& settings);
  void take_catalogue(Change& change, const std::string& place);
  void refuse(const Change& change, const RowFault& fault);
  Result<void> flush(const std::string& topic, std::span<const eventlog::StoredEvent> done);
  Result<void> save();
  Result<void> give_up_waiting();
  Result<void> forget_old();

  Draining with_;
  Outbox& outbox_;
  OrderBook book_;
  domain::Marketplace settings_;
  bool is_described_ = false;
  KnownInFull known_;
  storage::Batch batch_;
  std::int32_t newest_day_ = 0;  // of any commit in this drain
};

}  // namespace shelfcast::sources
