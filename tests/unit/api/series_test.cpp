// SPDX-License-Identifier: Apache-2.0
// GET /api/v1/sales: what was sold, period by period.
#include "shelfcast/deltas/deltas.hpp"
#include "shelfcast/storage/database.hpp"
#include "support/kept_text.hpp"
#include "unit/api/shop.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using namespace shelfcast::test;
using nlohmann::ordered_json;

namespace {

/// Anna sells tea (100, 2.50 a unit to her) and mugs (101, nobody knows); Bo, who counts as New York does, tea (102).
class SellingShop {
 public:
  explicit SellingShop(Instant sellers_learnt = {1}) {
    const auto marketplace = catalogue_.record_marketplace(
        {.id = {}, .key = "DE", .name = "DE", .currency = "EUR", .time_zone = "Europe/Berlin", .week_start = 0});
    REQUIRE(marketplace);
    id_ = marketplace->id;
    REQUIRE(catalogue_.record_sellers(
        id_, std::vector<catalogue::SellerRow>{
                 {.key = "1", .name = "Anna", .learnt = sellers_learnt},
                 {.key = "2", .name = "Bo", .learnt = {1}, .time_zone = "America/New_York", .week_start = 6}}));
    REQUIRE(catalogue_.record_categories(
        id_, std::vector<catalogue::CategoryRow>{
                 {"10", "All", "", {1}}, {"11", "Tea", "10", {1}}, {"12", "Mugs", "10", {1}}}));
    REQUIRE(catalogue_.record_products(
        id_, std::vector<catalogue::ProductRow>{product("100", "11", "1", 250), product("101", "12", "1", std::nullopt),
                                                product("102", "11", "2", 900)}));
    shop.furnish = [this](api::Services& services) {
      services.catalogue = &catalogue_;
      services.deltas = &deltas_;
    };
  }

  /// So many units for so many cents, all together.
  void sell(std::uint32_t product, std::string_view moment, int units, Minor amount) {
    const auto zone = TimeZone::find("Europe/Berlin").value();
    const Instant instant = at(moment);
    const Day day = zone.local_day(instant);
    domain::Sale sale{testing::kept(std::to_string(orders_++)), "1", {product}, day, {1}, units * kMicro, amount};
    sale.second = static_cast<std::int32_t>(instant.seconds - zone.midnight(day).seconds);
    storage::Batch batch;
    REQUIRE(deltas_.merge(id_, std::span(&sale, 1), batch));
    REQUIRE(store_->commit(batch, "test"));
  }
  ordered_json periods(const std::string& query) { return shop.json("/api/v1/sales?" + query)["periods"]; }

  Shop shop;  // at 11 o'clock in Berlin on Thursday 20 November 2025

 private:
  static catalogue::ProductRow product(std::string key, std::string category, std::string seller,
                                       std::optional<Minor> cost) {
    return {.key = std::move(key),
            .name = "P",
            .category_key = std::move(category),
            .seller_key = std::move(seller),
            .price = 1000,
            .created = {1},
            .learnt = {1},
            .cost = cost};
  }

  testing::TempFolder folder_;
  std::unique_ptr<storage::Database> database_ = storage::Database::open(folder_.path() / "catalogue.db").value();
  std::unique_ptr<storage::Store> store_ = storage::Store::open(folder_.path() / "store", deltas::families()).value();
  catalogue::Catalogue catalogue_{*database_};
  deltas::Deltas deltas_{*store_};
  MarketplaceId id_;
  int orders_ = 0;
};

/// Tea and mugs of Anna on Monday, mugs on the Wednesday after; tea of Bo on Tuesday, when it is Monday in New York.
void sell_for_two_weeks(SellingShop& shop) {
  shop.sell(100, "2025-11-10T12:00:00Z", 4, 2000);
  shop.sell(101, "2025-11-10T12:00:00Z", 1, 500);
  shop.sell(102, "2025-11-11T03:00:00Z", 5, 7500);
  shop.sell(101, "2025-11-19T12:00:00Z", 2, 1000);
}

}  // namespace

TEST_CASE("each day of a range is told, also those on which nothing was sold") {
  SellingShop shop;
  sell_for_two_weeks(shop);
  const auto days = shop.periods("from=2025-11-10&to=2025-11-12");
  REQUIRE(days.size() == 3);
  CHECK(days[0]["firstDay"] == "2025-11-10");
  CHECK(days[0]["lastDay"] == "2025-11-10");
  CHECK(days[0]["units"] == 5);
  CHECK(days[0]["amount"] == 25.0);
  CHECK(days[1]["units"] == 5);
  CHECK(days[2]["units"] == 0);
  CHECK(days[2]["amount"] == 0.0);
}

TEST_CASE("periods are the calendar's, whole, and the running one says that it is not over") {
  SellingShop shop;
  sell_for_two_weeks(shop);
  const auto weeks = shop.periods("timeFrame=week&from=2025-11-12");
  REQUIRE(weeks.size() == 2);
  CHECK(weeks[0]["firstDay"] == "2025-11-10");
  CHECK(weeks[0]["lastDay"] == "2025-11-16");
  CHECK(weeks[0]["isOver"] == true);
  CHECK(weeks[0]["amount"] == 100.0);
  CHECK(weeks[1]["isOver"] == false);
  CHECK(weeks[1]["units"] == 2);
  const auto sundays = shop.periods("timeFrame=week&weekStart=sunday&from=2025-11-12&to=2025-11-12");
  REQUIRE(sundays.size() == 1);
  CHECK(sundays[0]["firstDay"] == "2025-11-09");
}

TEST_CASE("what is left is told of what has known costs, and of how much that is") {
  SellingShop shop;
  sell_for_two_weeks(shop);
  const auto all = shop.periods("timeFrame=week&from=2025-11-10");
  CHECK(all[0]["margin"] == 20.0 - 10.0 + 75.0 - 45.0);
  CHECK(all[0]["amountWithCost"] == 95.0);
  CHECK(all[0]["marginRate"].get<double>() == Approx(40.0 / 95.0).margin(1e-6));
  CHECK(all[0]["share"].is_null());
  // In the week of mugs alone nothing is known, which is not the same as nothing being left.
  CHECK(all[1]["margin"].is_null());
  CHECK(all[1]["marginRate"].is_null());
  CHECK(all[1]["amountWithCost"].is_null());
}

TEST_CASE("a seller is told its own sales and its share of everybody's, within a category too") {
  SellingShop shop;
  sell_for_two_weeks(shop);
  const auto own = shop.periods("sellerId=1&timeFrame=week&from=2025-11-10");
  CHECK(own[0]["amount"] == 25.0);
  CHECK(own[0]["share"] == 0.25);
  CHECK(own[0]["margin"] == 10.0);
  CHECK(own[1]["share"] == 1);
  const auto tea = shop.periods("sellerId=1&categoryId=11&timeFrame=week&from=2025-11-10");
  CHECK(tea[0]["amount"] == 20.0);
  CHECK(tea[0]["share"].get<double>() == Approx(20.0 / 95.0).margin(1e-6));
  CHECK(tea[1]["amount"] == 0.0);
  CHECK(tea[1]["share"].is_null());
  const auto everything = shop.periods("categoryId=10&timeFrame=week&from=2025-11-10");
  CHECK(everything[0]["amount"] == 100.0);
}

TEST_CASE("a seller's own days and weeks count, unless others are asked for") {
  SellingShop shop;
  sell_for_two_weeks(shop);
  const auto own = shop.shop.json("/api/v1/sales?sellerId=2&from=2025-11-10&to=2025-11-11");
  CHECK(own["timeZone"] == "America/New_York");
  CHECK(own["weekStart"] == "sunday");
  CHECK(own["periods"][0]["units"] == 5);
  CHECK(own["periods"][0]["share"] == 0.75);
  CHECK(own["periods"][1]["units"] == 0);
  const auto theirs = shop.periods("sellerId=2&from=2025-11-10&to=2025-11-11&timeZone=Europe/Berlin");
  CHECK(theirs[0]["units"] == 0);
  CHECK(theirs[1]["units"] == 5);
  CHECK(theirs[1]["margin"] == 30.0);
}

TEST_CASE("a seller who was not known at a time was not everybody") {
  SellingShop shop(at("2025-11-15T00:00:00Z"));
  sell_for_two_weeks(shop);
  const auto then = shop.shop.json("/api/top-products?merchantId=1&bucketType=WEEK&bucketStart=2025-11-12&tree=then");
  CHECK(then["totalSalesAmount"] == 25.0);
}

TEST_CASE("the series is also there as CSV and as one object a line") {
  SellingShop shop;
  sell_for_two_weeks(shop);
  auto request = request_for("GET", "/api/v1/sales?sellerId=1&from=2025-11-10&to=2025-11-11");
  request.headers.set("Accept", "text/csv");
  const auto csv = shop.shop.send(request);
  CHECK(csv.headers.get("Content-Type") == "text/csv");
  CHECK(csv.body ==
        "firstDay,lastDay,isOver,units,amount,margin,marginRate,amountWithCost,share\n"
        "2025-11-10,2025-11-10,true,5,25.0,10.0,0.5,20.0,1\n"
        "2025-11-11,2025-11-11,true,0,0.0,,,,0\n");
  request.headers.set("Accept", "application/x-ndjson");
  const auto lines = shop.shop.send(request);
  CHECK(std::ranges::count(lines.body, '\n') == 2);
  request.headers.set("Accept", "image/png");
  CHECK(shop.shop.send(request).status == 406);
}

TEST_CASE("what cannot be meant is named, every field of it") {
  SellingShop shop;
  const auto wrong = [&](const std::string& query) {
    const auto answer = shop.shop.get("/api/v1/sales" + query);
    REQUIRE(answer.status == 400);
    std::string pointers;
    const auto problem = ordered_json::parse(answer.body);
    for (const auto& error : problem["errors"])
      pointers += error["pointer"].get<std::string>() + " " + error["code"].get<std::string>() + ", ";
    return pointers;
  };
  CHECK(wrong("") == "?from missing, ");
  CHECK(wrong("?from=yesterday&to=2025-13-01&timeFrame=era&timeZone=Mars&weekStart=someday") ==
        "?from invalid, ?to invalid, ?timeFrame invalid, ?timeZone invalid, ?weekStart invalid, ");
  CHECK(wrong("?from=2025-11-02&to=2025-11-01") == "?to invalid, ");
  CHECK(wrong("?from=2025-11-01&from=2025-11-02") == "?from repeated, ");
  CHECK(wrong("?from=2025-11-01&merchantId=1") == "?merchantId unknown, ");
  CHECK(wrong("?from=2020-01-01&to=2025-01-01") == "?from invalid, ");
  CHECK(wrong("?from=0001-01-01") == "?from invalid, ");
  CHECK(shop.shop.get("/api/v1/sales?from=2025-11-01&categoryId=none").status == 404);
  CHECK(shop.shop.get("/api/v1/sales?from=2025-11-01&sellerId=none").status == 404);
  CHECK(shop.shop.get("/api/v1/sales?from=2025-11-01&marketplaceId=FR").status == 404);
  CHECK(shop.periods("from=2025-11-21&to=2025-11-21").size() == 1);
  CHECK(shop.periods("from=2025-11-21").empty());
}
