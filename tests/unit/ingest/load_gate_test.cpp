// SPDX-License-Identifier: Apache-2.0
#include "support/ingest_station.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

using namespace shelfcast;
using testing::IngestStation;
using testing::Warehouse;

namespace {

/// A day's part with many lines of one product at a price.
void sell_a_day(const Warehouse& warehouse, const std::string& day, const std::string& price) {
  std::ofstream orders(warehouse.path() / ("transactions-" + day + ".csv"), std::ios::binary);
  std::ofstream lines(warehouse.path() / ("transaction_products-" + day + ".csv"), std::ios::binary);
  orders << Warehouse::kTransactions << '\n';
  lines << Warehouse::kLines << '\n';
  for (int i = 0; i < 60; ++i) {
    orders << day << '/' << i << ",DE,," << day << "T09:00:00Z,placed,,\n";
    lines << "1," << day << '/' << i << ",P1,1," << price << ",,sold,\n";
  }
}

/// A price list of many products, which replaces the last one.
void list_prices(const Warehouse& warehouse, const std::string& day, const std::string& price) {
  std::ofstream products(warehouse.path() / "products.csv", std::ios::binary);
  products << "product_id,marketplace_id,name,current_price,category_id,seller_id,created_at,updated_at\n";
  products << "P1,DE,Spade,19.99,C1,S1,2024-01-01,2024-01-01\nP2,DE,Rake,9.99,C1,S1,2024-01-01,2024-01-01\n";
  for (int i = 100; i < 160; ++i) products << "Q" << i << ",DE,Pot," << price << ",C1,S1,2024-01-01," << day << '\n';
}

/// Tells one day's lines of one product, a day later each time, and may break off.
class Till final : public sources::Source {
 public:
  [[nodiscard]] std::string name() const override { return "till"; }
  Result<sources::Extraction> extract(std::string_view position, sources::Sink& sink) override {
    const std::string day(std::max<std::size_t>(position.size(), 1), 'd');
    domain::Marketplace shop;
    shop.key = "DE";
    shop.currency = "EUR";
    shop.time_zone = "UTC";
    sources::RawProduct product;
    product.key = "P1";
    product.category_key = "C1";
    product.seller_key = "S1";
    REQUIRE(sink.marketplace(shop));
    REQUIRE(sink.catalogue("till", std::vector{product}));
    for (std::size_t i = 0; i < lines; ++i) {
      const auto order = day + std::to_string(i);
      REQUIRE(sink.line({.place = {"till", i + 1},
                         .order = order,
                         .line = "1",
                         .product = "P1",
                         .happened = day_of({2025, 1, 10}) + static_cast<std::int32_t>(day.size()),
                         .updated = std::nullopt,
                         .quantity = kMicro,
                         .unit_price = price,
                         .line_total = std::nullopt}));
    }
    if (breaks_off) return fail(Code::unavailable, "till", "the line is dead");
    return sources::Extraction{.position = day + "d", .warnings = {}};
  }
  std::size_t lines = 60;
  Minor price = 2'000;
  bool breaks_off = false;
};

}  // namespace

TEST_CASE("a load that looks broken is held with its reason; accepted it is counted, rejected it is read again") {
  const Warehouse warehouse;
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  station.import(warehouse);
  for (const auto* day : {"2025-01-11", "2025-01-12", "2025-01-13"}) {
    sell_a_day(warehouse, day, "20.00");
    CHECK(station.import(warehouse).counted == 60);
  }
  sell_a_day(warehouse, "2025-01-14", "2000.00");
  const auto broken = station.extract(warehouse).value();
  REQUIRE(broken.held);
  CHECK(broken.held->findings.front().what == "money_a_line");
  CHECK(station.load(warehouse).value().extracted.held->id == broken.held->id);  // nothing is read meanwhile
  CHECK(station.days().size() == 5);
  CHECK_FALSE(station.accept(broken.held->id + 1));

  REQUIRE(station.reject(broken.held->id));
  CHECK_FALSE(station.reject(broken.held->id));
  const auto again = station.extract(warehouse).value();
  REQUIRE(again.held);  // it still looks broken
  REQUIRE(station.reject(again.held->id));
  sell_a_day(warehouse, "2025-01-14", "21.00");
  CHECK(station.import(warehouse).counted == 60);
  CHECK(station.days().size() == 6);

  sell_a_day(warehouse, "2025-01-15", "3000.00");
  const auto rare = station.extract(warehouse).value();
  REQUIRE(station.accept(rare.held.value().id));
  CHECK(station.merge().counted == 60);
  CHECK(station.days().size() == 7);
  CHECK(station.miscounted() == 0);
}

TEST_CASE("a load of nothing but prices is held where most of them jump") {
  const Warehouse warehouse;
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  list_prices(warehouse, "2025-01-01", "20.00");
  station.import(warehouse);
  const std::vector<std::pair<std::string, std::string>> rises = {
      {"2025-01-02", "20.50"}, {"2025-01-03", "20.75"}, {"2025-01-04", "21.00"}};
  for (const auto& [day, price] : rises) {
    list_prices(warehouse, day, price);
    const auto usual = station.extract(warehouse).value();
    CHECK_FALSE(usual.held);
    station.merge();
  }
  list_prices(warehouse, "2025-01-05", "2100.00");
  const auto broken = station.extract(warehouse).value();
  REQUIRE(broken.held);
  CHECK(broken.held->findings.front().what == "price_jumps");
  REQUIRE(station.reject(broken.held->id));
  CHECK(station.catalogue("2025-02-01T00:00:00Z").products.back().price == 2100);
}

TEST_CASE("products that a list tells back to what they were are news, as are two rows of one product") {
  const Warehouse warehouse;
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  list_prices(warehouse, "2025-01-01", "20.00");
  station.import(warehouse);
  const auto queued_of = [&](const char* day, const char* price) {
    list_prices(warehouse, day, price);
    REQUIRE(station.extract(warehouse));
    return station.waiting();
  };
  CHECK(queued_of("2025-01-03", "21.00") > 0);
  CHECK(queued_of("2025-01-04", "20.00") > 0);  // the catalogue does not know yet of the price between
  station.merge();
  CHECK(station.catalogue("2025-01-03T12:00:00Z").products.back().price == 2000);
  CHECK(station.catalogue("2025-01-04T12:00:00Z").products.back().price == 2100);
  CHECK(station.catalogue("2025-01-05T12:00:00Z").products.back().price == 2000);

  list_prices(warehouse, "2025-01-05", "22.00");
  std::ofstream(warehouse.path() / "products.csv", std::ios::app) << "Q159,DE,Pot,20.00,C1,S1,2024-01-01,2025-01-06\n";
  station.import(warehouse);
  CHECK(station.catalogue("2025-01-06T12:00:00Z").products.back().price == 2200);
  CHECK(station.catalogue("2025-01-07T12:00:00Z").products.back().price == 2000);
}

TEST_CASE("what a source told before it broke off is looked at when it answers again") {
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  Till till;
  for (int load = 0; load < 4; ++load) {
    REQUIRE(station.extract(till));
    station.merge();
  }
  till.lines = 300'000;  // more than are kept in memory
  till.price = 200'000;
  till.breaks_off = true;
  CHECK_FALSE(station.extract(till));
  till.breaks_off = false;
  const auto broken = station.extract(till).value();
  CHECK(broken.queued < till.lines);
  REQUIRE(broken.held);
  REQUIRE(station.reject(broken.held->id));
  CHECK(station.merge().counted == 0);
}

TEST_CASE("a source that cannot be reached is asked again, then left alone, and loses nothing") {
  class Away final : public sources::Source {
   public:
    [[nodiscard]] std::string name() const override { return "away"; }
    Result<sources::Extraction> extract(std::string_view /*position*/, sources::Sink& /*sink*/) override {
      ++asked;
      return fail(Code::unavailable, "away", "does not answer");
    }
    int asked = 0;
  };
  const Warehouse warehouse;
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  Away away;
  for (int i = 0; i < 3; ++i) CHECK_FALSE(station.extract(away));
  CHECK(away.asked == 9);
  CHECK(station.pauses().size() == 6);
  const auto left_alone = station.extract(away);
  CHECK(away.asked == 9);
  CHECK(left_alone.error().sentence.find("asked again at 2025-03-01T00:01:00Z") != std::string::npos);
  CHECK(station.import(warehouse).counted == 2);
}
