// SPDX-License-Identifier: Apache-2.0
// GET /api/v1/products/{id}: all about one product.
#include <catch2/catch.hpp>

#include "unit/api/shop.hpp"

using namespace shelfcast;
using namespace shelfcast::test;
using Json = nlohmann::ordered_json;

namespace {

const std::string kMug = "/api/v1/products/1102";

const Json& frame(const Json& product, std::string_view name) {
  const auto found = std::ranges::find_if(product["frames"], [&](const Json& row) { return row["timeFrame"] == name; });
  REQUIRE(found != product["frames"].end());
  return *found;
}

/// The small cube, of which products' weeks and days are known to be off by a root of their size.
domain::Cube measured_cube() {
  auto cube = small_cube();
  for (const int days : {0, 7})
    cube.intervals.measured[{domain::Level::product, days}] = {.of_80 = {{0, -1, 1}}, .of_95 = {{0, -2, 2}}};
  return cube;
}

}  // namespace

TEST_CASE("a product is told by its id or its key, with its category and its seller") {
  const auto shop = open_shop();
  const auto product = shop->json(kMug);
  CHECK(product["productId"] == 1102);
  CHECK(product["productName"] == "Product 1102");
  CHECK(product["categoryKey"] == "mugs");
  CHECK(product["sellerName"] == "Tech \"Store\"");
  CHECK(product["currency"] == "EUR");
  CHECK(product["table"] == "DE-20251120-1");
  CHECK(product["dataCut"] == "2025-11-19");
  CHECK(shop->json("/api/v1/products/SKU-1102") == product);
}

TEST_CASE("its days ahead begin after the cut, and sum to what its week says") {
  const auto shop = open_shop();
  const auto product = shop->json(kMug + "?forecastDays=7");
  REQUIRE(product["forecast"].size() == 7);
  CHECK(product["forecast"][0]["firstDay"] == "2025-11-20");
  CHECK(product["forecast"][6]["lastDay"] == "2025-11-26");
  Micro units = 0;
  Micro amount = 0;
  for (const auto& day : product["forecast"]) {
    units += to_micro(day["expectedUnits"].get<double>());
    amount += to_micro(day["expectedAmount"].get<double>());
  }
  CHECK(units == to_micro(frame(product, "week")["expectedUnits"].get<double>()));
  CHECK(amount == to_micro(frame(product, "week")["expectedAmount"].get<double>()));
}

TEST_CASE("its ranks are those of its category's page, in every time frame") {
  const auto shop = open_shop();
  for (const std::string product : {"1101", "1102", "1103", "1104"}) {
    const auto told = shop->json("/api/v1/products/" + product);
    for (const char* name : {"day", "week", "month", "quarter"}) {
      const auto page = shop->json(products_of("mugs") + "?window=rolling&limit=100&timeFrame=" + name);
      const auto row = std::ranges::find_if(page["products"],
                                            [&](const Json& one) { return one["productId"] == told["productId"]; });
      REQUIRE(row != page["products"].end());
      CHECK(frame(told, name)["rank"] == (*row)["rank"]);
      CHECK(frame(told, name)["of"] == 4);
      CHECK(frame(told, name)["expectedUnits"] == (*row)["expectedUnits"]);
      CHECK(frame(told, name)["confidenceScore"] == (*row)["confidenceScore"]);
    }
  }
}

TEST_CASE("its rank counts those of its own category alone, where others lie below that") {
  Shop shop;
  auto cube = small_cube();
  cube.categories[2].parent = CategoryId{11};  // tea is of mugs now
  shop.publish(cube, "2025-11-20T06:00:00Z");
  const auto page = shop.json(products_of("mugs") + "?window=rolling&limit=100&timeFrame=week");
  REQUIRE(page["products"].size() == 6);
  int rank = 0;
  for (const auto& row : page["products"]) {
    if (row["productId"] > 1200) continue;
    const auto week = frame(shop.json("/api/v1/products/" + row["productId"].dump()), "week");
    CHECK(week["rank"] == ++rank);
    CHECK(week["of"] == 4);
  }
  CHECK(rank == 4);
}

TEST_CASE("bounds stand beside days and frames where they were measured, null where not") {
  Shop shop;
  shop.publish(measured_cube(), "2025-11-20T06:00:00Z");
  const auto product = shop.json(kMug + "?forecastDays=31");
  const auto& day = product["forecast"][0];
  const double units = day["expectedUnits"].get<double>();
  CHECK(day["hi80"].get<double>() == Approx(units + std::sqrt(units)).margin(1e-5));
  CHECK(product["forecast"][30]["hi80"].is_null());
  CHECK(frame(product, "week")["lo95"].is_number());
  CHECK(frame(product, "month")["lo95"].is_null());
}

TEST_CASE("how its rank moved is told by the tables that are kept, the earliest first") {
  Shop shop;
  auto earlier = small_cube("DE-20251119-1", date(2025, 11, 18));
  for (std::size_t i = 0; i < earlier.boundaries.size() - 1; ++i) earlier.cells[i].amount *= 100;  // of 1101
  shop.publish(earlier, "2025-11-19T06:00:00Z");
  shop.publish(small_cube(), "2025-11-20T06:00:00Z");
  const auto ranks = shop.json("/api/v1/products/1101")["rankHistory"];
  REQUIRE(ranks.size() == 2);
  CHECK(ranks[0]["table"] == "DE-20251119-1");
  CHECK(ranks[0]["dataCut"] == "2025-11-18");
  CHECK(ranks[0]["rank"] == 1);
  CHECK(ranks[1]["rank"] == frame(shop.json("/api/v1/products/1101"), "week")["rank"]);
  CHECK(ranks[1]["rank"] != 1);
  CHECK(shop.json("/api/v1/products/1101?rankTables=1")["rankHistory"].size() == 1);
  const auto then = shop.json("/api/v1/products/1101?cycle=DE-20251119-1");
  CHECK(then["table"] == "DE-20251119-1");
  CHECK(then["rankHistory"].size() == 1);
}

TEST_CASE("what a source does not tell is null, and a new product is called so") {
  auto cube = small_cube();
  cube.measures.amount = false;
  cube.products.front().young = true;
  Shop shop;
  shop.publish(cube, "2025-11-20T06:00:00Z");
  const auto product = shop.json("/api/v1/products/1101");
  CHECK(product["currency"].is_null());
  CHECK(product["isNew"] == true);
  CHECK(frame(product, "week")["expectedAmount"].is_null());
  CHECK(frame(product, "week")["expectedUnits"].is_number());
  CHECK(product["history"].is_null());  // nobody here kept what was sold
  CHECK(product["calendar"].is_null());
}

TEST_CASE("the answer is kept as long as its table serves: the same question again is a 304") {
  const auto shop = open_shop();
  const auto answer = shop->get(kMug);
  CHECK(answer.headers.get("X-Cycle") == "DE-20251120-1");
  auto again = request_for("GET", kMug);
  again.headers.set("If-None-Match", answer.headers.get("ETag").value());
  const auto kept = shop->send(again);
  CHECK(kept.status == 304);
  CHECK(kept.body.empty());
}

TEST_CASE("what is asked wrongly of a product is told, all at once") {
  const auto shop = open_shop();
  const auto wrong = shop->get(kMug + "?historyDays=-1&forecastDays=0&rankTables=61&colour=red");
  CHECK(wrong.status == 400);
  CHECK(Json::parse(wrong.body)["errors"].size() == 4);
  CHECK(shop->get("/api/v1/products/9").status == 404);
  CHECK(shop->get(kMug + "?marketplaceId=FR").status == 404);
  CHECK(shop->get(kMug + "?cycle=DE-19990101-1").status == 404);
}
