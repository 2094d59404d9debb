// SPDX-License-Identifier: Apache-2.0
#include "unit/api/live_shop.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using namespace shelfcast::test;

TEST_CASE("live=true says what was sold since, by row and in all, and nothing else changes") {
  LiveShop shop;
  const std::string question = products_of("11") + "?timeFrame=week&limit=100";
  auto plain = shop.get(question);
  auto live = shop.json(question + "&live=true");
  CHECK(live["soldSince"]["units"] == 3);
  CHECK(live["soldSince"]["amount"] == 30.0);
  CHECK(live["liveAt"] == "2025-11-20T10:00:00Z");
  for (auto& row : live["products"]) {
    CHECK(row["soldSince"]["units"] == (row["productId"] == 1101 ? 3 : 0));
    row.erase("soldSince");
  }
  live.erase("soldSince");
  live.erase("liveAt");
  CHECK(live == nlohmann::ordered_json::parse(plain.body));
  const auto categories = shop.json(kCategories + "?timeFrame=week&live=true");
  CHECK(categories["soldSince"]["units"] == 3);
}

TEST_CASE("a live answer is kept for no more than a second, and the table keeps its ETag") {
  LiveShop shop;
  const std::string question = products_of("11") + "?timeFrame=week";
  const std::string etag(shop.get(question).headers.get("ETag").value());
  const auto live = shop.get(question + "&live=true");
  CHECK_FALSE(live.headers.get("ETag"));
  CHECK(live.headers.get("Cache-Control") == "private, max-age=1");
  CHECK(live.headers.get("X-Cycle") == "DE-20251120-1");
  shop.sell(1102, 4, date(2025, 11, 20));
  shop.clock_.move_to(shop.clock_.now() + 1);
  CHECK(shop.json(question + "&live=true")["soldSince"]["units"] == 7);
  CHECK(shop.get(question).headers.get("ETag") == etag);
  CHECK_FALSE(shop.json(question).contains("soldSince"));
}

TEST_CASE("links of a live answer lead to live answers") {
  LiveShop shop;
  const auto answer = shop.get(products_of("11") + "?timeFrame=week&limit=1&live=true");
  CHECK(answer.headers.get("Link").value().find("&live=true&cycle=") != std::string_view::npos);
  CHECK(shop.get(products_of("11") + "?timeFrame=week&live=perhaps").status == 400);
}

TEST_CASE("a server that counts no sales says so") {
  const auto shop = open_shop();
  CHECK(shop->get(kCategories + "?timeFrame=week&live=true").status == 404);
  CHECK(shop->get(kCategories + "?timeFrame=week&live=false").status == 200);
}
