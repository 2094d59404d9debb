// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/config.hpp"
#include "shelfcast/base/clock.hpp"
#include "shelfcast/catalogue/catalogue.hpp"
#include "shelfcast/deltas/deltas.hpp"
#include "shelfcast/eventlog/event_log.hpp"
#include "shelfcast/experiments/ledger.hpp"
#include "shelfcast/features/rows.hpp"
#include "shelfcast/features/spreads.hpp"
#include "shelfcast/ingest/dead_letters.hpp"
#include "shelfcast/ingest/ingest.hpp"
#include "shelfcast/ingest/warehouses.hpp"
#include "shelfcast/monitor/inbox.hpp"
#include "shelfcast/monitor/outbox.hpp"
#include "shelfcast/monitor/preferences.hpp"
#include "shelfcast/orders/desk.hpp"
#include "shelfcast/predictions/coverage_ledger.hpp"
#include "shelfcast/predictions/model_book.hpp"
#include "shelfcast/predictions/tables.hpp"
#include "shelfcast/refresh/cycle.hpp"
#include "shelfcast/refresh/reports.hpp"
#include "shelfcast/registry/registry.hpp"
#include "shelfcast/runtime/runtime.hpp"
#include "shelfcast/storage/database.hpp"
#include "shelfcast/storage/store.hpp"

#include <memory>
#include <optional>

namespace shelfcast::app {

/// Every room of the house, built on one data directory and wired: the composition root. Members are declared, and so
/// built, in the order of the flow; they go in the reverse order.
class House {
 public:
  /// `pinned`: cycles know everything up to the end of the data, whatever the clock says.
  static Result<std::unique_ptr<House>> open(const Config& config, const Clock& clock, bool pinned);

  [[nodiscard]] refresh::Rooms rooms() const;
  /// What a cycle is told of the configuration, and of this binary.
  [[nodiscard]] refresh::Settings settings() const;
  /// What was known of a marketplace when that day had become known in full; nullopt: the last day with sales.
  [[nodiscard]] Result<domain::Panel> panel_as_of(const domain::Marketplace& marketplace, std::optional<Day> day) const;
  /// Where readers find what happens to orders: in Kafka where it is configured, else in the log of this process. Who
  /// accepts orders writes to the latter in both cases; the relay bridges them.
  [[nodiscard]] eventlog::EventLog& order_events() const { return kafka ? *kafka : *log; }

  const Config& config;
  const Clock& clock;
  const bool pinned;
  std::unique_ptr<runtime::Runtime> runtime;
  std::unique_ptr<storage::Store> store;
  std::unique_ptr<storage::Database> database;
  std::unique_ptr<eventlog::EmbeddedLog> log;
  std::unique_ptr<eventlog::EventLog> kafka;  ///< null where none is configured
  std::unique_ptr<catalogue::Catalogue> catalogue;
  std::unique_ptr<orders::Desk> orders;
  std::unique_ptr<deltas::Deltas> deltas;
  std::unique_ptr<features::Rows> rows;
  std::unique_ptr<features::Spreads> spreads;
  std::unique_ptr<ingest::DeadLetters> dead_letters;
  std::unique_ptr<ingest::LoadBook> loads;
  std::unique_ptr<ingest::Ingest> ingest;
  std::unique_ptr<ingest::Warehouses> warehouses;
  std::unique_ptr<registry::Registry> registry;
  std::unique_ptr<experiments::Ledger> ledger;
  std::unique_ptr<predictions::Tables> tables;
  std::unique_ptr<predictions::CoverageLedger> coverage;
  std::unique_ptr<predictions::ModelBook> model_book;
  std::unique_ptr<refresh::Reports> reports;
  std::unique_ptr<monitor::Inbox> alerts;
  std::unique_ptr<monitor::Preferences> alert_preferences;
  std::unique_ptr<monitor::Outbox> outbox;

 private:
  House(const Config& settings, const Clock& time, bool is_pinned) : config(settings), clock(time), pinned(is_pinned) {}
};

}  // namespace shelfcast::app
