// SPDX-License-Identifier: Apache-2.0
// GET /api/v1/categories: the tree of a marketplace.
#include "unit/api/shop.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using namespace shelfcast::test;
using nlohmann::ordered_json;

namespace {
const std::string kTree = "/api/v1/categories?marketplaceId=DE";
}

TEST_CASE("each category is told with the one above it and those right below it") {
  const auto shop = open_shop();
  const auto tree = shop->json(kTree);
  CHECK(tree["marketplaceId"] == "DE");
  CHECK(tree["cycle"] == "DE-20251120-1");
  REQUIRE(tree["categories"].size() == 4);
  const auto& home = tree["categories"][0];
  CHECK(home["categoryName"] == "Home");
  CHECK(home["parentId"].is_null());
  CHECK(home["children"] == ordered_json{11, 12});
  const auto& mugs = tree["categories"][1];
  CHECK(mugs["categoryKey"] == "mugs");
  CHECK(mugs["parentId"] == 1);
  CHECK(mugs["children"].empty());
}

TEST_CASE("a tree that the caller has is not sent again, and of a marketplace that is not there is none") {
  const auto shop = open_shop();
  auto again = request_for("GET", kTree);
  again.headers.set("If-None-Match", *shop->get(kTree).headers.get("ETag"));
  CHECK(shop->send(again).status == 304);
  CHECK(shop->get("/api/v1/categories").status == 400);
  CHECK(shop->get("/api/v1/categories?marketplaceId=FR").status == 404);
  CHECK(shop->get(kTree + "&depth=2").status == 400);
}
