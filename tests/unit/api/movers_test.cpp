// SPDX-License-Identifier: Apache-2.0
// GET /api/v1/movers
#include <catch2/catch.hpp>

#include "unit/api/shop.hpp"

using namespace shelfcast;
using namespace shelfcast::test;
using Json = nlohmann::ordered_json;

namespace {

const std::string kMovers = "/api/v1/movers";

void multiply(domain::Cube& cube, std::size_t product, Micro by) {
  const std::size_t width = cube.boundaries.size() - 1;
  for (std::size_t i = product * width; i < (product + 1) * width; ++i) {
    cube.cells[i].amount *= by;
    cube.cells[i].units *= by;
  }
}

/// Eight days ago product 1101 was expected to sell nothing, 1202 five times as much, and 1234 was not there; all of
/// the rest was expected as it is now.
struct MovedShop : Shop {
  MovedShop() {
    auto now = small_cube();
    auto before = small_cube("DE-20251112-1", date(2025, 11, 19));
    multiply(before, 0, 0);
    multiply(before, 5, 5);
    before.products.pop_back();
    before.cells.resize(before.products.size() * (before.boundaries.size() - 1));
    publish(before, "2025-11-12T06:00:00Z");
    publish(now, "2025-11-20T06:00:00Z");
  }
};

std::vector<int> ids_of(const Json& answer) {
  std::vector<int> ids;
  for (const auto& row : answer["movers"]) ids.push_back(row["productId"]);
  return ids;
}

const Json& row_of(const Json& answer, int product) {
  const auto found =
      std::ranges::find_if(answer["movers"], [&](const Json& row) { return row["productId"] == product; });
  REQUIRE(found != answer["movers"].end());
  return *found;
}

}  // namespace

TEST_CASE("what moved most comes first, and what did not move is not told") {
  MovedShop shop;
  const auto answer = shop.json(kMovers);
  auto ids = ids_of(answer);
  Micro before = std::numeric_limits<Micro>::max();
  for (const auto& row : answer["movers"]) {
    const Micro size = std::abs(to_micro(std::abs(row["change"].get<double>())));
    CHECK(size <= before);
    before = size;
  }
  std::ranges::sort(ids);
  CHECK(ids == std::vector{1101, 1202, 1234});
  CHECK(answer["before"]["table"] == "DE-20251112-1");
  CHECK(answer["now"]["table"] == "DE-20251120-1");
}

TEST_CASE("a mover says what was expected, what is, and where it stood and stands") {
  MovedShop shop;
  const auto answer = shop.json(kMovers);
  const auto& fallen = row_of(answer, 1202);
  CHECK(fallen["expectedAmountBefore"].get<double>() == Approx(5 * fallen["expectedAmount"].get<double>()));
  CHECK(fallen["changeRatio"].get<double>() == Approx(-0.8));
  const auto page = shop.json(products_of("tea") + "?timeFrame=week&window=rolling&limit=100");
  for (const auto& row : page["products"])
    if (row["productId"] == 1202) CHECK(row["rank"] == fallen["rank"]);
  const auto& risen = row_of(answer, 1101);
  CHECK(risen["changeRatio"].is_null());
  CHECK(risen["rankBefore"] == 4);
  CHECK(row_of(answer, 1234)["rankBefore"].is_null());
}

TEST_CASE("only what rose, only what fell, only a category with all below it, no more than so many") {
  MovedShop shop;
  CHECK(ids_of(shop.json(kMovers + "?direction=down")) == std::vector{1202});
  CHECK(ids_of(shop.json(kMovers + "?direction=up")).size() == 2);
  auto home = ids_of(shop.json(kMovers + "?categoryId=home"));
  std::ranges::sort(home);
  CHECK(home == std::vector{1101, 1202});
  CHECK(ids_of(shop.json(kMovers + "?limit=1")).size() == 1);
}

TEST_CASE("compared is with the last table that is old enough; where there is none, that is said") {
  MovedShop shop;
  CHECK(shop.get(kMovers + "?since=8").status == 200);
  CHECK(shop.json(kMovers)["note"].is_null());
  const auto none = shop.json(kMovers + "?since=9");
  CHECK(none["movers"].empty());
  CHECK(none["before"].is_null());
  CHECK(
      none["note"] ==
      "No table that was published 9 days before DE-20251120-1 or earlier is kept: there is nothing to compare with.");
}

TEST_CASE("what is asked wrongly of movers is told, all at once") {
  MovedShop shop;
  const auto wrong = shop.get(kMovers + "?since=0&direction=sideways&limit=101&timeFrame=decade&categoryId=");
  CHECK(wrong.status == 400);
  CHECK(Json::parse(wrong.body)["errors"].size() == 5);
  CHECK(shop.get(kMovers + "?categoryId=plates").status == 404);
}
