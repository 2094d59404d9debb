// SPDX-License-Identifier: Apache-2.0
// GET /api/v1/search
#include <catch2/catch.hpp>

#include "unit/api/shop.hpp"

using namespace shelfcast;
using namespace shelfcast::test;
using Json = nlohmann::ordered_json;

namespace {

std::vector<std::string> names_of(const Json& answer) {
  std::vector<std::string> names;
  for (const auto& row : answer["results"])
    names.push_back(row["kind"].get<std::string>() + " " + row["name"].get<std::string>());
  return names;
}

}  // namespace

TEST_CASE("what is found says what it is, where to ask on, and what it will sell; the best seller first") {
  const auto shop = open_shop();
  const auto found = shop->json("/api/v1/search?q=prod&kind=product");
  REQUIRE(found["results"].size() == 7);
  CHECK(found["query"] == "prod");
  CHECK(found["firstDay"] == "2025-11-20");
  double before = 1e9;
  for (const auto& row : found["results"]) {
    CHECK(row["expectedAmount"].get<double>() <= before);
    before = row["expectedAmount"].get<double>();
    const auto product = shop->json(row["href"]);
    CHECK(product["productId"] == row["id"]);
    CHECK(product["frames"][1]["expectedAmount"] == row["expectedAmount"]);
  }
}

TEST_CASE("categories and sellers are found too, or nothing but one kind") {
  const auto shop = open_shop();
  CHECK(names_of(shop->json("/api/v1/search?q=tea")) == std::vector<std::string>{"category Tea"});
  CHECK(names_of(shop->json("/api/v1/search?q=tec")) == std::vector<std::string>{"seller Tech \"Store\""});
  CHECK(shop->json("/api/v1/search?q=tea&kind=seller")["results"].empty());
  CHECK(shop->json("/api/v1/search?q=t")["results"].size() == 2);
}

TEST_CASE("a category sells what all below it sell") {
  const auto shop = open_shop();
  const auto amount = [&](const char* name) {
    return to_micro(shop->json(std::string("/api/v1/search?kind=category&q=") + name)["results"][0]["expectedAmount"]);
  };
  CHECK(amount("home") == amount("mugs") + amount("tea"));
}

TEST_CASE("whose key or name is just what was asked for comes first, whatever it sells") {
  const auto shop = open_shop();
  for (const std::string key : {"SKU-1101", "SKU-1104", "SKU-1234"})
    CHECK(shop->json("/api/v1/search?q=" + key)["results"][0]["key"] == key);
}

TEST_CASE("another table's names are found as soon as it serves") {
  Shop shop;
  shop.publish(small_cube(), "2025-11-20T06:00:00Z");
  CHECK(shop.json("/api/v1/search?q=kettle")["results"].empty());
  auto next = small_cube("DE-20251120-2");
  next.products.front().name = "Kettle";
  shop.publish(next, "2025-11-20T09:00:00Z");
  CHECK(shop.json("/api/v1/search?q=kettle")["results"].size() == 1);
}

TEST_CASE("a search that finds nothing is an empty list; one that asks for nothing is told what is missing") {
  const auto shop = open_shop();
  const auto nothing = shop->get("/api/v1/search?q=zebra");
  CHECK(nothing.status == 200);
  CHECK(Json::parse(nothing.body)["results"].empty());
  CHECK(shop->get("/api/v1/search").status == 400);
  CHECK(shop->get("/api/v1/search?q=").status == 400);
  CHECK(shop->get("/api/v1/search?q=" + std::string(201, 'a')).status == 400);
  CHECK(shop->get("/api/v1/search?q=a&kind=shop&limit=0").status == 400);
  CHECK(shop->get("/api/v1/search?q=a&marketplaceId=FR").status == 404);
}
