// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/eventlog/order_events.hpp"
#include "shelfcast/eventlog/rocks_log.hpp"
#include "shelfcast/orders/desk.hpp"
#include "shelfcast/storage/database.hpp"
#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace shelfcast::testing {

/// A log whose first write can be held up, and whose writes can be made to fail.
class WatchedLog final : public eventlog::EmbeddedLog {
 public:
  explicit WatchedLog(eventlog::EmbeddedLog& inner) : inner_(inner) {}

  std::function<void()> before_first_write = [] {};
  bool fails = false;
  std::size_t writes = 0;

  Result<std::size_t> append(std::string_view topic, std::span<const eventlog::Event> events) override {
    return inner_.append(topic, events);
  }
  Result<std::size_t> append_with(std::string_view topic, std::span<const eventlog::Event> events,
                                  storage::Batch also) override {
    if (writes == 0) before_first_write();
    if (fails) return fail(Code::unavailable, "store", "the disk is full");
    ++writes;
    return inner_.append_with(topic, events, std::move(also));
  }
  Result<std::vector<eventlog::StoredEvent>> read(std::string_view topic, std::string_view group,
                                                  std::size_t at_most) override {
    return inner_.read(topic, group, at_most);
  }
  void commit(std::string_view topic, std::string_view group, std::span<const eventlog::StoredEvent> done,
              storage::Batch& into) override {
    inner_.commit(topic, group, done, into);
  }
  Result<std::uint64_t> backlog(std::string_view topic, std::string_view group) override {
    return inner_.backlog(topic, group);
  }
  Result<void> trim(std::string_view topic) override { return inner_.trim(topic); }
  Result<std::vector<eventlog::GroupState>> groups() override { return inner_.groups(); }
  Result<void> forget(std::string_view topic, std::string_view group) override { return inner_.forget(topic, group); }

 private:
  eventlog::EmbeddedLog& inner_;
};

/// A desk in two marketplaces: DE with the merchants 1 and "anna" and the products 100 (of category 11) and "tea" (12),
/// FR with the merchants "anna" and "bo". It is 12 o'clock on 20 November 2025.
struct OrderDesk {
  explicit OrderDesk(orders::Desk::Options options = {}) {
    const auto de = catalogue.record_marketplace({.id = {}, .key = "DE", .name = ""}).value();
    const auto fr = catalogue.record_marketplace({.id = {}, .key = "FR", .name = ""}).value();
    const Instant before{0};
    REQUIRE(catalogue.record_sellers(
        de.id, std::vector<catalogue::SellerRow>{{"1", "One", before}, {"anna", "Anna", before}}));
    REQUIRE(catalogue.record_sellers(
        fr.id, std::vector<catalogue::SellerRow>{{"anna", "Anna", before}, {"bo", "Bo", before}}));
    add_product(de.id, "100", "11");
    add_product(de.id, "tea", "12");
    marketplace = de.id;
    reopen(options);
  }

  void add_product(MarketplaceId where, std::string key, std::string category) {
    REQUIRE(catalogue.record_products(where, std::vector<catalogue::ProductRow>{{.key = std::move(key),
                                                                                 .name = "",
                                                                                 .category_key = std::move(category),
                                                                                 .seller_key = "1",
                                                                                 .created = {},
                                                                                 .learnt = {}}}));
  }

  /// As after a restart.
  void reopen(orders::Desk::Options options = {}) {
    desk.reset();
    desk = std::make_unique<orders::Desk>(
        orders::Desk::Rooms{.store = *store, .log = log, .catalogue = catalogue, .clock = clock}, options);
    REQUIRE(desk->start());
  }

  orders::Outcome carry_out(orders::Act act) {
    std::vector<orders::Act> acts;
    acts.push_back(std::move(act));
    return desk->carry_out(std::move(acts)).front();
  }

  /// All events since the beginning, in order.
  std::vector<domain::OrderEvent> events() {
    std::vector<domain::OrderEvent> all;
    const auto stored = log.read(eventlog::kOrderEvents, "test", 10'000).value();
    for (const auto& event : stored) {
      all.push_back(eventlog::decode_order_event(event.payload).value());
    }
    return all;
  }

  static std::vector<const storage::Family*> every_family() {
    auto all = eventlog::families();
    for (const auto* family : orders::families()) all.push_back(family);
    return all;
  }

  TempFolder folder;
  FixedClock clock{parse_instant("2025-11-20T12:00:00Z").value()};
  std::unique_ptr<storage::Database> database = storage::Database::open(folder.path() / "catalogue.db").value();
  catalogue::Catalogue catalogue{*database};
  std::unique_ptr<storage::Store> store = storage::Store::open(folder.path() / "store", every_family()).value();
  std::unique_ptr<eventlog::EmbeddedLog> embedded = eventlog::open_rocks_log(*store);
  WatchedLog log{*embedded};
  MarketplaceId marketplace;
  std::unique_ptr<orders::Desk> desk;
};

/// Two units of product 100 and one of "tea", from merchant 1.
inline orders::Act placing(std::string order) {
  orders::Act act;
  act.order = std::move(order);
  act.merchant = {"1", true};
  act.ordered = parse_instant("2025-11-20T11:59:00Z").value();
  act.currency = "EUR";
  act.items = {{.line = "a", .product = orders::OutsideId{"100", true}, .quantity = 2 * kMicro, .unit_price = 1050},
               {.line = "b", .product = orders::OutsideId{"tea"}, .quantity = kMicro, .unit_price = 399}};
  return act;
}

inline orders::Act changing(orders::Kind kind, std::string order, std::vector<orders::Item> items = {}) {
  orders::Act act;
  act.kind = kind;
  act.order = std::move(order);
  act.items = std::move(items);
  return act;
}

inline orders::Item line(std::string id, std::optional<Micro> quantity = {}, std::optional<Minor> price = {}) {
  return {.line = std::move(id), .product = {}, .quantity = quantity, .unit_price = price};
}

/// "pointer code, pointer code" of what is wrong.
inline std::string complaints_in(const orders::Outcome& outcome) {
  std::string all;
  if (outcome) return "accepted";
  for (const auto& complaint : outcome.error().complaints) {
    all += (all.empty() ? "" : ", ") + complaint.pointer + " " + complaint.code;
  }
  return all;
}

}  // namespace shelfcast::testing
