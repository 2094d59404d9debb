// SPDX-License-Identifier: Apache-2.0
// GET /api/v1/products/{id}/similar, and GraphQL's Product.similar.
#include <catch2/catch.hpp>

#include "unit/api/shop.hpp"

using namespace shelfcast;
using namespace shelfcast::test;
using Json = nlohmann::ordered_json;

namespace {

const std::string kSimilar = "/api/v1/products/1103/similar";

const Json& row_of(const Json& answer, int product) {
  const auto found =
      std::ranges::find_if(answer["similar"], [&](const Json& row) { return row["productId"] == product; });
  REQUIRE(found != answer["similar"].end());
  return *found;
}

domain::ForecastProduct& named(domain::Cube& cube, std::uint32_t id) {
  return *std::ranges::find(cube.products, ProductId{id}, &domain::ForecastProduct::id);
}

/// Where the cells of a product begin.
std::span<domain::Expected> cells_of(domain::Cube& cube, std::uint32_t id) {
  const std::size_t steps = cube.boundaries.size() - 1;
  return std::span(cube.cells)
      .subspan(static_cast<std::size_t>(&named(cube, id) - cube.products.data()) * steps, steps);
}

Json asked_of(const domain::Cube& cube, const std::string& target = kSimilar) {
  Shop shop;
  shop.publish(cube, "2025-11-20T06:00:00Z");
  return shop.json(target);
}

}  // namespace

TEST_CASE("a twin is alike in all, and stands first with what is expected of it in the coming week") {
  const auto shop = open_shop();
  const auto answer = shop->json(kSimilar);
  CHECK(answer["productId"] == 1103);
  CHECK(answer["table"] == "DE-20251120-1");
  CHECK(answer["firstDay"] == "2025-11-20");
  CHECK(answer["lastDay"] == "2025-11-26");
  const auto& twin = answer["similar"][0];
  CHECK(twin["productId"] == 1104);
  CHECK(twin["likeness"] == 1);
  CHECK(twin["alike"] == Json::parse(R"({"name":1.0,"price":1.0,"level":1.0,"weekdays":1.0,"season":1.0})"));
  CHECK(twin["price"] == 5);
  CHECK(twin["expectedUnits"] == shop->json("/api/v1/products/1104")["frames"][1]["expectedUnits"]);
}

TEST_CASE("a product is never like itself, and others stand in the order of their likeness") {
  const auto answer = open_shop()->json(kSimilar + "?limit=20");
  REQUIRE(answer["similar"].size() == 5);
  for (std::size_t i = 1; i < 5; ++i) {
    CHECK(answer["similar"][i]["likeness"] <= answer["similar"][i - 1]["likeness"]);
    CHECK(answer["similar"][i]["productId"] != 1103);
  }
}

TEST_CASE("where a category holds few products, those of the one above it are looked at, too") {
  const auto of_tea = open_shop()->json("/api/v1/products/1201/similar?limit=20");
  CHECK(of_tea["within"] == Json::parse(R"({"categoryId":1,"categoryName":"Home","others":5})"));
  const auto alone = open_shop()->json("/api/v1/products/1234/similar");
  CHECK(alone["within"]["others"] == 0);
  CHECK(alone["similar"].empty());
}

TEST_CASE("where a category holds enough products, none of another one is told") {
  auto cube = small_cube();
  const std::vector<domain::Expected> cells(cells_of(cube, 1103).begin(), cells_of(cube, 1103).end());
  for (std::uint32_t id = 2000; id < 2025; ++id) {
    cube.products.push_back(test::product(id, 42));
    cube.cells.insert(cube.cells.end(), cells.begin(), cells.end());
  }
  const auto answer = asked_of(cube, "/api/v1/products/2003/similar?limit=20");
  CHECK(answer["within"]["categoryName"] == "Electronics");
  CHECK(answer["within"]["others"] == 25);
  for (const auto& row : answer["similar"]) CHECK(row["categoryId"] == 42);
  CHECK(answer["similar"][0]["productId"] == 2000);  // all are alike: by id
}

TEST_CASE("rare words that names share tell more than common ones") {
  auto cube = small_cube();
  for (const std::uint32_t id : {1101U, 1102U, 1104U, 1201U, 1202U}) named(cube, id).name = "Plain teapot";
  named(cube, 1103).name = "Enamel teapot";
  named(cube, 1201).name = "Enamel kettle";
  const auto answer = asked_of(cube, kSimilar + "?limit=20");
  CHECK(row_of(answer, 1201)["alike"]["name"] > row_of(answer, 1104)["alike"]["name"]);
  CHECK(row_of(answer, 1104)["alike"]["name"] > 0);
}

TEST_CASE("price and level are the lower part of the higher") {
  auto cube = small_cube();
  for (auto& cell : cells_of(cube, 1104)) cell = {cell.units * 2, cell.amount * 8};
  const auto alike = row_of(asked_of(cube), 1104)["alike"];
  CHECK(alike["price"] == 0.25);
  CHECK(alike["level"] == 0.5);
  CHECK(alike["weekdays"] == 1);
  CHECK(alike["season"] == 1);
}

TEST_CASE("what sells on other weekdays and in other months is not alike in these") {
  auto cube = small_cube();
  for (std::size_t i = 0; i + 1 < cube.boundaries.size(); ++i) {
    const bool is_winter = civil(cube.boundaries[i]).month % 11 <= 2;
    const bool is_early = cube.boundaries[i].number % 7 < 3;
    cells_of(cube, 1103)[i] = {is_winter && is_early ? kMicro : 0, kMicro};
    cells_of(cube, 1104)[i] = {!is_winter || !is_early ? kMicro : 0, kMicro};
  }
  const auto alike = row_of(asked_of(cube, kSimilar + "?limit=20"), 1104)["alike"];
  CHECK(alike["weekdays"] == 0);
  CHECK(alike["season"] < 0.7);
}

TEST_CASE("what a source does not tell is no likeness, and of what nothing is expected only the name counts") {
  auto cube = small_cube();
  for (auto& cell : cells_of(cube, 1103)) cell = {};
  CHECK(row_of(asked_of(cube), 1104)["alike"] ==
        Json::parse(R"({"name":1.0,"price":null,"level":null,"weekdays":null,"season":null})"));
  cube = small_cube();
  cube.measures.amount = false;
  const auto twin = row_of(asked_of(cube), 1104);
  CHECK(twin["price"].is_null());
  CHECK(twin["expectedAmount"].is_null());
  CHECK(twin["alike"]["price"].is_null());
  CHECK(twin["alike"]["level"] == 1);
}

TEST_CASE("the answer is kept as long as its table serves, and a table can be named") {
  const auto shop = open_shop();
  auto again = request_for("GET", kSimilar);
  again.headers.set("If-None-Match", shop->get(kSimilar).headers.get("ETag").value());
  CHECK(shop->send(again).status == 304);
  CHECK(shop->get(kSimilar + "?cycle=DE-20251120-1").status == 200);
}

TEST_CASE("what is asked wrongly of similar products is told, all at once") {
  const auto shop = open_shop();
  const auto wrong = shop->get(kSimilar + "?limit=21&colour=red");
  CHECK(wrong.status == 400);
  CHECK(Json::parse(wrong.body)["errors"].size() == 2);
  CHECK(shop->get("/api/v1/products/9/similar").status == 404);
  CHECK(shop->get(kSimilar + "?marketplaceId=FR").status == 404);
  CHECK(shop->get(kSimilar + "?cycle=DE-19990101-1").status == 404);
}

TEST_CASE("GraphQL tells the same of similar products") {
  const auto shop = open_shop();
  const auto asked = [&](std::string_view arguments) {
    auto request = request_for("POST", "/graphql");
    request.headers.set("Content-Type", "application/json");
    request.body =
        Json{{"query", fmt::format("{{ product(id: \"1103\") {{ similar{} {{ likeness alike {{ name price "
                                   "level weekdays season }} product {{ id name rank expectedUnits }} }} }} }}",
                                   arguments)}}
            .dump();
    return Json::parse(shop->send(request).body);
  };
  const auto rest = shop->json(kSimilar + "?limit=3")["similar"];
  const auto told = asked("(limit: 3)")["data"]["product"]["similar"];
  REQUIRE(told.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(told[i]["likeness"] == rest[i]["likeness"]);
    CHECK(told[i]["alike"] == rest[i]["alike"]);
    CHECK(told[i]["product"]["name"] == rest[i]["productName"]);
    CHECK(told[i]["product"]["expectedUnits"] == rest[i]["expectedUnits"]);
  }
  CHECK(asked("(limit: 0)")["errors"][0]["extensions"]["code"] == "bad-parameter");
}
