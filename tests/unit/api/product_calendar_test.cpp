// SPDX-License-Identifier: Apache-2.0
// What makes days of a product unlike others: "calendar" of GET /api/v1/products/{id}, and of GraphQL's Product.
#include <catch2/catch.hpp>

#include "unit/api/live_shop.hpp"

using namespace shelfcast;
using namespace shelfcast::test;
using Json = nlohmann::ordered_json;

namespace {

const std::string kMug = "/api/v1/products/1102";
const Instant kBefore = at("2025-10-01T00:00:00Z");
const Instant kAfter = at("2025-11-20T05:30:00Z");  // the table was made from what was known half an hour earlier

/// Its data end on 19 November.
class CalendarShop : public LiveShop {
 public:
  CalendarShop() {
    const catalogue::ProductRow mug{"1102", "Mug", "mugs", "tech", 1000, kBefore, kBefore};
    const catalogue::ProductRow other{"1103", "Other mug", "mugs", "tech", 1000, kBefore, kBefore};
    REQUIRE(catalogue().record_products(id(), std::vector{mug, other}));
  }
  void promote(std::uint32_t product, Day first, Day last, double discount, Instant learnt = kBefore) {
    const domain::Promotion promotion{{product}, first, last, discount, learnt};
    REQUIRE(catalogue().record_promotions(id(), std::span(&promotion, 1)));
  }
  void stock(std::uint32_t product, Day from, bool in_stock, Instant learnt = kBefore) {
    const domain::StockState state{{product}, from, in_stock, learnt, {}};
    REQUIRE(catalogue().record_stock(id(), std::span(&state, 1)));
  }
  void holiday(Day day, std::string name, Instant learnt = kBefore) {
    const domain::Holiday one{day, std::move(name), learnt};
    REQUIRE(catalogue().record_holidays(id(), std::span(&one, 1)));
  }
  Json calendar(const std::string& query = "") { return json(kMug + query)["calendar"]; }
};

}  // namespace

TEST_CASE("holidays past and planned are told with their names, around the end of the data") {
  CalendarShop shop;
  shop.holiday(date(2025, 10, 3), "Unity Day");
  shop.holiday(date(2025, 12, 6), "St Nicholas");
  shop.holiday(date(2025, 12, 25), "Christmas");
  CHECK(shop.calendar()["holidays"] ==
        Json::parse(R"([{"day":"2025-10-03","name":"Unity Day"},{"day":"2025-12-06","name":"St Nicholas"}])"));
  CHECK(shop.calendar("?historyDays=30&forecastDays=60")["holidays"] ==
        Json::parse(R"([{"day":"2025-12-06","name":"St Nicholas"},{"day":"2025-12-25","name":"Christmas"}])"));
}

TEST_CASE(
    "promotions of a product are told whole where they reach into the days that are told, but not one taken back") {
  CalendarShop shop;
  shop.promote(1102, date(2025, 8, 1), date(2025, 8, 7), 0.3);
  shop.promote(1102, date(2025, 8, 15), date(2025, 8, 25), 0.25);
  shop.promote(1102, date(2025, 10, 1), date(2025, 10, 5), 0.1);
  shop.promote(1102, date(2025, 10, 1), date(2025, 10, 5), 0, kBefore + 60);
  shop.promote(1102, date(2025, 11, 24), date(2025, 12, 1), 0.2);
  shop.promote(1103, date(2025, 11, 1), date(2025, 11, 3), 0.5);
  CHECK(shop.calendar()["promotions"] == Json::parse(R"([
      {"firstDay":"2025-08-15","lastDay":"2025-08-25","discount":0.25},
      {"firstDay":"2025-11-24","lastDay":"2025-12-01","discount":0.2}])"));
}

TEST_CASE("days out of stock end when it is back, and have no last day where it was not") {
  CalendarShop shop;
  CHECK(shop.calendar()["stockOuts"].is_null());  // nobody told
  shop.stock(1102, date(2025, 10, 1), true);
  CHECK(shop.calendar()["stockOuts"] == Json::array());
  shop.stock(1102, date(2025, 10, 10), false);
  shop.stock(1102, date(2025, 10, 13), true);
  shop.stock(1102, date(2025, 11, 18), false);
  shop.stock(1103, date(2025, 11, 1), false);
  CHECK(shop.calendar()["stockOuts"] == Json::parse(R"([
      {"firstDay":"2025-10-10","lastDay":"2025-10-12"},{"firstDay":"2025-11-18","lastDay":null}])"));
}

TEST_CASE("a table tells of its days what was known when it was made") {
  CalendarShop shop;
  shop.holiday(date(2025, 12, 6), "St Nicholas", kAfter);
  shop.promote(1102, date(2025, 11, 24), date(2025, 12, 1), 0.2, kAfter);
  shop.stock(1102, date(2025, 11, 18), false, kAfter);
  CHECK(shop.calendar() == Json::parse(R"({"holidays":[],"promotions":[],"stockOuts":null})"));
}

TEST_CASE("GraphQL tells the same of these days, and what is asked wrongly is an error") {
  CalendarShop shop;
  shop.holiday(date(2025, 12, 6), "St Nicholas");
  shop.promote(1102, date(2025, 11, 24), date(2025, 12, 1), 0.2);
  shop.stock(1102, date(2025, 11, 18), false);
  const auto asked = [&](const std::string& arguments) {
    auto request = request_for("POST", "/graphql");
    request.headers.set("Content-Type", "application/json");
    request.body = Json{{"query", "{ product(id: \"1102\") { calendar" + arguments +
                                      " { holidays { day name } promotions { firstDay lastDay discount }"
                                      " stockOuts { firstDay lastDay } } } }"}}
                       .dump();
    return Json::parse(shop.send(std::move(request)).body);
  };
  CHECK(asked("")["data"]["product"]["calendar"] == shop.calendar());
  CHECK(asked("(days: 1, ahead: 10)")["data"]["product"]["calendar"] ==
        shop.calendar("?historyDays=1&forecastDays=10"));
  CHECK(asked("(days: -1)")["errors"][0]["extensions"]["code"] == "bad-parameter");
  CHECK(asked("(ahead: 401)")["errors"][0]["extensions"]["code"] == "bad-parameter");
}
