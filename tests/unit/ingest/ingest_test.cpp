// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/eventlog/order_events.hpp"
#include "support/ingest_station.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

using namespace shelfcast;
using testing::Warehouse;

namespace {

using testing::at;
using testing::IngestStation;

using Days = std::vector<std::string>;

domain::OrderEvent ordered(std::string product, std::uint64_t version, int quantity) {
  domain::OrderEvent event{.id = {},
                           .marketplace = "DE",
                           .order = "T9",
                           .line = "1",
                           .version = version,
                           .seller = "S1",
                           .product = std::move(product),
                           .category = "C1",
                           .ordered = at("2025-01-15T12:00:00Z"),
                           .changed = at("2025-01-15T12:00:00Z") + static_cast<std::int64_t>(version),
                           .status = domain::LineStatus::sold,
                           .quantity = quantity * kMicro,
                           .unit_price = 1000,
                           .currency = "EUR"};
  event.id = eventlog::order_event_id(event);
  return event;
}

/// Tells of one product by its sales: on which days of January 2025, and where it stood then.
class Stall final : public sources::Source {
 public:
  [[nodiscard]] std::string name() const override { return "stall"; }
  Result<sources::Extraction> extract(std::string_view /*position*/, sources::Sink& sink) override {
    domain::Marketplace shop;
    shop.key = "DE";
    shop.currency = "EUR";
    shop.time_zone = "UTC";
    REQUIRE(sink.marketplace(shop));
    std::vector<sources::RawProduct> rows;
    for (const auto& [day, category] : days) {
      const Day at = day_of({2025, 1, 1}) + (day - 1);
      rows.push_back({.row = 1,
                      .key = "P1",
                      .name = "Mug",
                      .category_key = category,
                      .seller_key = "S1",
                      .price = 900,
                      .created = at,
                      .updated = at,
                      .by_sale = true});
    }
    REQUIRE(sink.catalogue("stall", std::move(rows)));
    if (!months.empty()) REQUIRE(sink.catalogue("stall", months));
    return sources::Extraction{};
  }

  std::vector<std::pair<int, std::string>> days;
  std::vector<sources::RawMonth> months;
};

}  // namespace

TEST_CASE("what stands in the warehouse is counted once, however often it is imported") {
  const Warehouse warehouse;
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  const auto first = station.import(warehouse);
  CHECK(first.rows_in == 2);
  CHECK(first.counted == 2);
  const Days once = {"2025-01-10 1 19.99", "2025-01-10 1 9.99"};
  CHECK(station.days() == once);

  CHECK(station.extract(warehouse).value().rows == 0);  // nothing is new
  CHECK(station.merge().rows_in == 0);

  warehouse.append("transaction_products.csv", {"L3,T1,P2,1,9.99,9.99,sold,2025-01-10T09:00:01Z"});
  const auto grown = station.import(warehouse);
  CHECK(grown.counted == 1);
  CHECK(grown.duplicate == 2);
  CHECK(station.days() == Days{"2025-01-10 1 19.99", "2025-01-10 2 19.98"});
  CHECK(station.miscounted() == 0);
}

TEST_CASE("a file that is only touched is not even queued again") {
  const Warehouse warehouse;
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  station.import(warehouse);
  const auto file = warehouse.path() / "transactions.csv";
  std::filesystem::last_write_time(file, std::filesystem::last_write_time(file) + std::chrono::hours(1));
  const auto extracted = station.extract(warehouse).value();
  CHECK(extracted.rows == 2);
  CHECK(extracted.queued == 0);
  CHECK(station.merge().rows_in == 0);
}

TEST_CASE("a process that ends between extracting and merging loses nothing and counts nothing twice") {
  const Warehouse warehouse;
  const testing::TempFolder folder;
  REQUIRE(IngestStation(folder.path()).extract(warehouse));
  REQUIRE(IngestStation(folder.path()).extract(warehouse));
  CHECK(IngestStation(folder.path()).merge().counted == 2);
  CHECK(IngestStation(folder.path()).merge().rows_in == 0);
  CHECK(IngestStation(folder.path()).days().size() == 2);
}

TEST_CASE("a failed extraction keeps what it queued and is taken up where the source is whole again") {
  const Warehouse warehouse;
  warehouse.write("transaction_products-2025-02.csv", "trxn_id", {});
  warehouse.write("transactions-2025-02.csv", Warehouse::kTransactions, {});
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  REQUIRE_FALSE(station.extract(warehouse));
  warehouse.write_part("2025-02", {"T2,DE,,2025-02-01,placed,,"}, {"L1,T2,P1,2,19.99,,sold,"});
  CHECK(station.import(warehouse).counted == 3);
}

TEST_CASE("a late correction replaces what it corrects, from the moment it was learnt") {
  const Warehouse warehouse;
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  station.import(warehouse);
  warehouse.write_part("late", {"T1,DE,,2025-01-10T09:00:00Z,placed,,2025-01-10T09:00:01Z"},
                       {"L1,T1,P1,3,19.99,59.97,sold,2025-01-20T10:00:00Z"});
  CHECK(station.import(warehouse).counted == 1);
  CHECK(station.days() == Days{"2025-01-10 3 59.97", "2025-01-10 1 9.99"});
  CHECK(station.days("2025-01-19T00:00:00Z") == Days{"2025-01-10 1 19.99", "2025-01-10 1 9.99"});
}

TEST_CASE("a return and a cancelled order count nothing on the day of their sale") {
  const Warehouse warehouse;
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  station.import(warehouse);
  const std::string_view placed = "T1,DE,,2025-01-10T09:00:00Z,placed,,2025-01-10T09:00:01Z";
  warehouse.write_part("returned", {placed}, {"L1,T1,P1,1,19.99,19.99,returned,2025-01-20T10:00:00Z"});
  station.import(warehouse);
  CHECK(station.days() == Days{"2025-01-10 1 9.99"});
  warehouse.write_part("cancelled", {"T1,DE,,2025-01-10T09:00:00Z,cancelled,,2025-01-21T09:00:01Z"},
                       {"L2,T1,P2,1,9.99,9.99,sold,2025-01-10T09:00:01Z"});
  station.import(warehouse);
  CHECK(station.days().empty());
  CHECK(station.days("2025-01-15T00:00:00Z").size() == 2);
}

TEST_CASE("a sale belongs to its local day, a bare date to itself, and is known at its end and the lag") {
  const Warehouse warehouse;
  warehouse.write("transactions.csv", Warehouse::kTransactions,
                  {"T1,DE,,2025-01-10T23:30:00Z,placed,,", "T2,DE,,2025-01-05,placed,,"});
  warehouse.write("transaction_products.csv", Warehouse::kLines,
                  {"L1,T1,P1,1,19.99,,sold,", "L1,T2,P1,2,,30.00,sold,"});
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  station.import(warehouse);
  CHECK(station.days() == Days{"2025-01-05 2 30.00", "2025-01-11 1 19.99"});
  CHECK(station.days("2025-01-12T00:59:59Z") == Days{"2025-01-05 2 30.00"});  // Berlin's midnight is 23:00, and 2 h lag
  CHECK(station.days("2025-01-12T01:00:00Z").size() == 2);
}

TEST_CASE("a row that is no sale is kept with its place, its reason and itself, once") {
  const auto [time, line, code] = GENERATE(table<std::string, std::string, std::string>({
      {"2025-01-10", "L1,T2,P1,1,-5.00,-5.00,sold,", "negative_price"},
      {"2025-01-10", "L1,T2,P1,1,5.00,-0.01,sold,", "negative_price"},
      {"2025-01-10", "L1,T2,P1,0,5.00,,sold,", "bad_quantity"},
      {"2025-01-10", "L1,T2,P1,-1,5.00,,sold,", "bad_quantity"},
      {"2025-01-10", "L1,T2,P1,1000001,5.00,,sold,", "bad_quantity"},
      {"2025-01-10", "L1,T2,P1,1000000,90000000000000.00,,sold,", "bad_number"},
      {"2025-01-10", "L1,T2,P9,1,5.00,,sold,", "unknown_product"},
      {"2025-01-10", "L1,T2,F1,1,5.00,,sold,", "unknown_product"},
      {"2099-01-01", "L1,T2,P1,1,5.00,,sold,", "future_date"},
      {"2025-01-10", "L1,T2,P1,1,5.00,,sold,2099-01-01T00:00:00Z", "future_date"},
      {"1989-12-31", "L1,T2,P1,1,5.00,,sold,", "bad_time"},
      {"2025-01-10", "L1,T2,P1,some,5.00,,sold,", "bad_number"},
  }));
  CAPTURE(line);
  const Warehouse warehouse;
  warehouse.append("transactions.csv", {"T2,DE,," + time + ",placed,,"});
  warehouse.append("transaction_products.csv", {line});
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  const auto counted = station.import(warehouse);
  CHECK(counted.rows_in == 3);
  CHECK(counted.counted == 2);
  CHECK(counted.rejected_by == std::map<std::string, std::uint64_t>{{code, 1}});

  warehouse.append("transaction_products.csv", {"L9,T1,P1,1,19.99,19.99,sold,"});
  station.import(warehouse);
  const auto letters = station.letters();
  REQUIRE(letters.size() == 1);
  const auto& letter = letters.front().letter;
  CHECK(letter.source == "transaction_products.csv");
  CHECK(letter.position == "row 4");
  CHECK(letter.code == code);
  CHECK_FALSE(letter.reason.empty());
  CHECK(letter.row.find("L1") != std::string::npos);
  CHECK(letter.at == at("2025-03-01T00:00:00Z"));
}

TEST_CASE("prices, promotions and holidays are recorded with when they were learnt") {
  const Warehouse warehouse;
  warehouse.write("price_history.csv", "product_id,marketplace_id,valid_from,price,updated_at",
                  {"P1,DE,2025-02-01,17.99,2025-01-15T00:00:00Z", "P9,DE,2025-02-01,1.00,"});
  warehouse.write("promotions.csv", "marketplace_id,product_id,start_date,end_date,discount",
                  {"DE,P1,2025-02-10,2025-02-12,0.2", "DE,P1,2025-02-12,2025-02-10,0.2"});
  warehouse.write("holidays.csv", "marketplace_id,date,name", {"DE,2025-12-25,Christmas"});
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  const auto counted = station.import(warehouse);
  CHECK(counted.rejected_by == std::map<std::string, std::uint64_t>{{"bad_time", 1}, {"unknown_product", 1}});

  const auto planned = station.catalogue("2025-01-20T00:00:00Z");
  CHECK(planned.prices.size() == 1);
  CHECK(planned.promotions.empty());  // nobody says that it was planned
  CHECK(planned.holidays.size() == 1);
  CHECK(station.catalogue("2025-01-10T00:00:00Z").prices.empty());
  CHECK(station.catalogue("2025-02-11T12:00:00Z").promotions.size() == 1);
}

TEST_CASE("a product that its sales tell of again as it is known is no news; moved and moved back, it is") {
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  Stall stall;
  const auto on_stall = [&](const char* known_at) {
    const auto snapshot = station.catalogue(known_at);
    const auto& product = snapshot.products.at(0);
    const auto category = std::ranges::find(snapshot.categories, product.category, &domain::Category::id);
    return category->key + " since " + format_day(product.on_sale_since);
  };
  const auto tell = [&](std::vector<std::pair<int, std::string>> days) {
    stall.days = std::move(days);
    REQUIRE(station.extract(stall));
    station.merge();
  };
  tell({{10, "mugs"}});
  tell({{12, "mugs"}});
  CHECK(on_stall("2025-01-20T00:00:00Z") == "mugs since 2025-01-10");
  tell({{14, "tea"}, {16, "mugs"}});
  CHECK(on_stall("2025-01-15T12:00:00Z") == "tea since 2025-01-14");
  CHECK(on_stall("2025-01-20T00:00:00Z") == "mugs since 2025-01-16");
  tell({{8, "mugs"}});
  CHECK(on_stall("2025-01-09T12:00:00Z") == "mugs since 2025-01-08");
}

TEST_CASE("a month is known when its last day is, however early a source says that it was") {
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  Stall stall;
  stall.days = {{10, "mugs"}};
  stall.months = {{.row = 1, .category_key = "mugs", .day = day_of({2024, 12, 15}), .units = 5 * kMicro, .updated = {}},
                  {.row = 2,
                   .category_key = "mugs",
                   .day = day_of({2025, 1, 1}),
                   .units = 6 * kMicro,
                   .updated = day_of({2020, 1, 1})},
                  {.row = 3, .category_key = "hats", .day = day_of({2025, 1, 1}), .units = 7 * kMicro, .updated = {}}};
  REQUIRE(station.extract(stall));
  station.merge();
  CHECK(station.months("2024-12-31T23:59:59Z").empty());
  CHECK(station.months("2025-01-31T23:59:59Z") == std::vector<std::string>{"2024-12-01 5"});
  CHECK(station.months("2025-02-01T00:00:00Z") == std::vector<std::string>{"2024-12-01 5", "2025-01-01 6"});
}

TEST_CASE("the first load is counted while it is read, a later one after it, with the same result") {
  const Warehouse warehouse;
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  const auto first = station.load(warehouse).value();
  CHECK(first.extracted.rows == 2);
  CHECK(first.counted.counted == 2);
  CHECK(station.days() == Days{"2025-01-10 1 19.99", "2025-01-10 1 9.99"});
  warehouse.append("transaction_products.csv", {"L3,T1,P2,1,9.99,9.99,sold,2025-01-10T09:00:01Z"});
  CHECK(station.load(warehouse).value().counted.counted == 1);
  CHECK(station.miscounted() == 0);
}

TEST_CASE("a failed first load says what failed") {
  const Warehouse warehouse;
  warehouse.remove("products.csv");
  const testing::TempFolder folder;
  const auto loaded = IngestStation(folder.path()).load(warehouse);
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().place.find("products.csv") != std::string::npos);
}

TEST_CASE("a line of a product that nobody knows is parked, and counted when the product appears") {
  const Warehouse warehouse;
  warehouse.append("transaction_products.csv", {"L9,T1,P7,3,5.00,15.00,sold,2025-01-10T09:00:01Z"});
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  CHECK(station.import(warehouse).rejected_by.at("unknown_product") == 1);
  CHECK(station.letters().size() == 1);

  warehouse.append("products.csv", {"P7,DE,Hoe,,,,5.00,,C1,S1,2024-01-01,2025-01-12"});
  CHECK(station.import(warehouse).counted == 1);
  CHECK(station.letters().empty());
  CHECK(station.days() == Days{"2025-01-10 1 19.99", "2025-01-10 1 9.99", "2025-01-10 3 15.00"});
  CHECK(station.import(warehouse).rows_in == 0);
  CHECK(station.miscounted() == 0);
}

TEST_CASE("a replayed row that is refused again is a dead letter again, however often") {
  const Warehouse warehouse;
  warehouse.append("transaction_products.csv", {"L9,T1,P1,3,-5.00,,sold,"});
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  station.import(warehouse);
  for (int i = 0; i < 3; ++i) {
    const auto letters = station.letters();
    REQUIRE(letters.size() == 1);
    CHECK(station.replay({letters.front().key, "no such key"}) == 1);
    CHECK(station.letters().empty());
    CHECK(station.merge().rejected_by.at("negative_price") == 1);
  }
  CHECK(station.drop({station.letters().front().key}) == 1);
  CHECK(station.letters().empty());
  CHECK(station.merge().rows_in == 0);
}

TEST_CASE("a row that could not be read is not replayed: it is mended at its source") {
  const Warehouse warehouse;
  warehouse.append("transaction_products.csv", {"L9,T1,P1,some,5.00,,sold,"});
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  station.import(warehouse);
  CHECK(station.replay({station.letters().front().key}) == 0);
  CHECK(station.letters().size() == 1);
}

TEST_CASE("lines of orders count once with the versions that follow, beside the warehouse's") {
  const Warehouse warehouse;
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  station.import(warehouse);
  const auto told = station.tell({ordered("P1", 1, 2), ordered("P1", 2, 5)});
  CHECK(told.at("DE").counted.counted == 2);
  CHECK(told.at("DE").products.size() == 1);
  CHECK(station.days() == Days{"2025-01-10 1 19.99", "2025-01-15 5 50.00", "2025-01-10 1 9.99"});
  CHECK(station.tell({ordered("P1", 1, 2)}).empty());  // the log knows its id
  CHECK(station.miscounted() == 0);
}

TEST_CASE("an ordered product that nobody knows yet is counted by the load that brings it") {
  const Warehouse warehouse;
  const testing::TempFolder folder;
  IngestStation station(folder.path());
  station.import(warehouse);
  CHECK(station.tell({ordered("P7", 1, 2)}).at("DE").counted.rejected_by.at("unknown_product") == 1);
  warehouse.append("products.csv", {"P7,DE,Hoe,,,,5.00,,C1,S1,2024-01-01,2025-01-12"});
  station.import(warehouse);
  CHECK(station.days() == Days{"2025-01-10 1 19.99", "2025-01-10 1 9.99", "2025-01-15 2 20.00"});
}
