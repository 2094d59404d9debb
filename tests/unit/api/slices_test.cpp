// SPDX-License-Identifier: Apache-2.0
// Rankings of one seller's own, and rankings as lines.
#include <catch2/catch.hpp>

#include "unit/api/shop.hpp"

using namespace shelfcast;
using namespace shelfcast::test;
using Json = nlohmann::ordered_json;

namespace {

const std::string kWeek = "?timeFrame=week&window=rolling&limit=100";
const std::string kOwnMugs = "/api/v1/predictions/customer/777/DE/categories/mugs/products";

/// Of the mugs 1101 and 1103 are sold by seller 777, "mug, \"inc\"", which has Electronics too, but no tea.
domain::Cube cube_of_two() {
  auto cube = small_cube();
  for (const std::size_t row : {0U, 2U, 6U}) {
    cube.products[row].seller = {777};
    cube.products[row].seller_key = "mugs-inc";
    cube.products[row].seller_name = "mug, \"inc\"";
  }
  return cube;
}

struct TwoSellers : Shop {
  explicit TwoSellers(const domain::Cube& cube = cube_of_two()) { publish(cube, "2025-11-20T06:00:00Z"); }

  http::Response accepting(const std::string& target, std::string_view accept) {
    auto request = request_for("GET", target);
    request.headers.set("Accept", accept);
    return send(request);
  }
};

std::vector<int> ids_of(const Json& rows, const char* name) {
  std::vector<int> ids;
  for (const auto& row : rows) ids.push_back(row[name]);
  return ids;
}

std::vector<std::string> lines_in(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("a band of prices ranks what a unit of is expected to bring so much") {
  TwoSellers shop;  // mugs at 3, 4, 5 and 5
  const auto band = shop.json(kOwnMugs + kWeek + "&minPrice=4&maxPrice=5.00");
  auto ids = ids_of(band["products"], "productId");
  std::ranges::sort(ids);
  CHECK(ids == std::vector{1102, 1103, 1104});
  for (const auto& row : band["products"]) CHECK(row["topProbability"].is_null());
  CHECK(ids_of(shop.json(kOwnMugs + kWeek + "&maxPrice=3.5")["products"], "productId") == std::vector{1101});
  CHECK(ids_of(shop.json(kOwnMugs + kWeek + "&minPrice=4&scope=own")["products"], "productId") == std::vector{1103});
  CHECK(shop.json(kOwnMugs + kWeek)["totalProducts"] == 4);
}

TEST_CASE("of categories a band of prices leaves what their products in it bring") {
  TwoSellers shop;
  const auto cheap = shop.json(kCategories + kWeek + "&maxPrice=4");
  auto ids = ids_of(cheap["categories"], "categoryId");
  std::ranges::sort(ids);
  CHECK(ids == std::vector{11, 12});
  const auto mugs = shop.json(kOwnMugs + kWeek + "&maxPrice=4");
  for (const auto& row : cheap["categories"])
    if (row["categoryId"] == 11) CHECK(row["expectedAmount"] == mugs["totalExpectedAmount"]);
}

TEST_CASE("a band that cannot be is refused, and so is any where prices are not told") {
  TwoSellers shop;
  CHECK(shop.get(kOwnMugs + kWeek + "&minPrice=5&maxPrice=4").status == 400);
  CHECK(shop.get(kOwnMugs + kWeek + "&minPrice=-1").status == 400);
  CHECK(shop.get(kOwnMugs + kWeek + "&maxPrice=cheap").status == 400);
  auto cube = cube_of_two();
  cube.measures.amount = false;
  TwoSellers without(cube);
  CHECK(without.get(kOwnMugs + kWeek + "&maxPrice=4").status == 404);
}

TEST_CASE("where confidence is switched off none is told") {
  const auto shop = open_shop({.tells_confidence = false});
  const auto told = open_shop();
  const std::string week = "?timeFrame=week&window=rolling";
  CHECK(told->json(kCategories + week)["categories"][0]["confidenceScore"].is_number());
  CHECK(shop->json(kCategories + week)["categories"][0]["confidenceScore"].is_null());
  CHECK(shop->json(products_of("11") + week)["products"][0]["confidenceScore"].is_null());
  CHECK(told->json("/api/v1/products/1102")["frames"][1]["confidenceScore"].is_number());
  CHECK(shop->json("/api/v1/products/1102")["frames"][1]["confidenceScore"].is_null());
}

TEST_CASE("what another server told with confidence is not told by one that has it switched off") {
  struct Remembered final : http::SharedLevel {
    std::optional<std::string> get(std::string_view key) override {
      const auto found = all.find(key);
      return found == all.end() ? std::nullopt : std::optional(found->second);
    }
    void put(std::string_view key, std::string_view value, std::chrono::seconds /*keep*/) override {
      all.emplace(key, value);
    }
    std::map<std::string, std::string, std::less<>> all;
  } level;
  const auto sharing = [&](api::Options options) {
    auto shop = open_shop(std::move(options));
    shop->furnish = [&](api::Services& services) { services.shared_answers = &level; };
    return shop;
  };
  const std::string week = kCategories + "?timeFrame=week&window=rolling";
  const auto told = sharing({})->get(week);
  const auto not_told = sharing({.tells_confidence = false})->get(week);
  CHECK(level.all.size() == 2);
  CHECK(Json::parse(told.body)["categories"][0]["confidenceScore"].is_number());
  CHECK(Json::parse(not_told.body)["categories"][0]["confidenceScore"].is_null());
  CHECK(told.headers.get("ETag") != not_told.headers.get("ETag"));
  CHECK(sharing({})->get(week).body == told.body);
  CHECK(level.all.size() == 2);
}

TEST_CASE("scope=own ranks what the asking seller sells, and sums no more than that") {
  TwoSellers shop;
  const auto all = shop.json(kOwnMugs + kWeek);
  const auto own = shop.json(kOwnMugs + kWeek + "&scope=own");
  CHECK(all["totalProducts"] == 4);
  CHECK(own["totalProducts"] == 2);
  auto ids = ids_of(own["products"], "productId");
  std::ranges::sort(ids);
  CHECK(ids == std::vector{1101, 1103});
  CHECK(own["products"][0]["rank"] == 1);
  CHECK(own["products"][1]["rank"] == 2);
  double units = 0;
  for (const auto& row : own["products"]) units += row["expectedUnits"].get<double>();
  CHECK(own["totalExpectedUnits"].get<double>() == Approx(units));
  CHECK(own["products"][0]["topProbability"].is_null());  // of this ranking nobody drew any
}

TEST_CASE("scope=own of categories are the sums of the seller's products; where it sells nothing, it has no row") {
  TwoSellers shop;
  const auto own = shop.json("/api/v1/predictions/customer/777/marketplace/DE/categories" + kWeek + "&scope=own");
  const auto mugs = shop.json(kOwnMugs + kWeek + "&scope=own");
  auto ids = ids_of(own["categories"], "categoryId");
  std::ranges::sort(ids);
  CHECK(ids == std::vector{11, 42});
  for (const auto& row : own["categories"]) {
    if (row["categoryId"] == 11) CHECK(row["expectedAmount"] == mugs["totalExpectedAmount"]);
    CHECK(row["confidenceScore"].is_null());  // it was measured of whole categories
    CHECK(row["hi80"].is_null());
  }
}

TEST_CASE("one seller's part can be asked for by its id or its source's key; the parts of all add up") {
  TwoSellers shop;
  const auto mugs = "/api/v1/predictions/customer/1/DE/categories/mugs/products" + kWeek;
  const auto by_key = shop.json(mugs + "&sellerId=mugs-inc");
  CHECK(by_key["products"] == shop.json(mugs + "&sellerId=777")["products"]);
  const auto other = shop.json(mugs + "&sellerId=5678");
  CHECK(to_micro(by_key["totalExpectedAmount"].get<double>()) + to_micro(other["totalExpectedAmount"].get<double>()) ==
        to_micro(shop.json(mugs)["totalExpectedAmount"].get<double>()));
}

TEST_CASE("who asks for its own never gets what was kept for another") {
  TwoSellers shop;
  const auto of = [&](const char* customer) {
    const auto target =
        std::string("/api/v1/predictions/customer/") + customer + "/DE/categories/mugs/products" + kWeek;
    return shop.get(target + "&scope=own");
  };
  const auto mine = of("777");
  const auto theirs = of("5678");
  CHECK(mine.body != theirs.body);
  CHECK(mine.headers.get("ETag") != theirs.headers.get("ETag"));
  CHECK(of("777").body == mine.body);
}

TEST_CASE("a page of a seller's own links to the next page of the same") {
  TwoSellers shop;
  const auto first = shop.get(kOwnMugs + "?timeFrame=week&window=rolling&limit=1&scope=own");
  const auto links = std::string(first.headers.get("Link").value());
  CHECK(links.find("scope=own") != std::string::npos);
  CHECK(links.find("page=2") != std::string::npos);
  CHECK(links.find("page=3") == std::string::npos);
}

TEST_CASE("a seller of nothing, an unknown scope, and two answers to who is meant are refused") {
  TwoSellers shop;
  const auto stranger = shop.get("/api/v1/predictions/customer/9/DE/categories/mugs/products" + kWeek + "&scope=own");
  CHECK(stranger.status == 404);
  CHECK(Json::parse(stranger.body)["detail"] == "There is no seller '9' of anything that is forecast in DE.");
  CHECK(shop.get(kOwnMugs + kWeek + "&scope=mine").status == 400);
  CHECK(shop.get(kOwnMugs + kWeek + "&scope=own&sellerId=777").status == 400);
}

TEST_CASE("a ranking as CSV has a header, a line a product, and quotes where a name needs them") {
  TwoSellers shop;
  const auto csv = shop.accepting(kOwnMugs + kWeek, "text/csv");
  CHECK(csv.headers.get("Content-Type") == "text/csv");
  const auto lines = lines_in(csv.body);
  REQUIRE(lines.size() == 5);
  CHECK(lines[0].starts_with("rank,productId,productKey,productName,sellerId,"));
  CHECK(lines[1].starts_with("1,"));
  CHECK(csv.body.find("\"mug, \"\"inc\"\"\"") != std::string::npos);
  CHECK(csv.headers.get("Link"));
  CHECK(lines_in(shop.accepting(kOwnMugs + kWeek + "&page=9", "text/csv").body).size() == 1);
}

TEST_CASE("every column of the lines is a field of the rows") {
  TwoSellers shop;
  const std::string categories = "/api/v1/predictions/customer/777/marketplace/DE/categories";
  for (const auto& [target, rows] : {std::pair{kOwnMugs, "products"}, std::pair{categories, "categories"}}) {
    auto header = lines_in(shop.accepting(target + kWeek, "text/csv").body).front() + ",";
    const auto row = shop.json(target + kWeek)[rows][0];
    std::size_t columns = 0;
    for (std::size_t comma = 0; (comma = header.find(',')) != std::string::npos; header.erase(0, comma + 1), ++columns)
      CHECK(row.contains(header.substr(0, comma)));
    CHECK(columns == row.size());
  }
}

TEST_CASE("a ranking as NDJSON is its rows, one a line") {
  TwoSellers shop;
  const auto told = shop.accepting(kOwnMugs + kWeek, "application/x-ndjson");
  CHECK(told.headers.get("Content-Type") == "application/x-ndjson");
  const auto rows = shop.json(kOwnMugs + kWeek)["products"];
  const auto lines = lines_in(told.body);
  REQUIRE(lines.size() == rows.size());
  for (std::size_t i = 0; i < lines.size(); ++i) CHECK(Json::parse(lines[i]) == rows[i]);
}

TEST_CASE("who takes several gets what it likes best, who takes anything JSON, who takes nothing of ours a 406") {
  TwoSellers shop;
  const auto type_for = [&](std::string_view accept) {
    return std::string(shop.accepting(kOwnMugs + kWeek, accept).headers.get("Content-Type").value());
  };
  CHECK(type_for("*/*") == "application/json");
  CHECK(type_for("text/html, application/xhtml+xml, */*;q=0.8") == "application/json");
  CHECK(type_for("text/*") == "text/csv");
  CHECK(type_for("application/json;q=0.2, text/csv;q=0.7") == "text/csv");
  CHECK(type_for("application/json;q=0, */*") == "text/csv");
  CHECK(type_for("") == "application/json");
  const auto refused = shop.accepting(kOwnMugs + kWeek, "image/png");
  CHECK(refused.status == 406);
  CHECK(refused.body.find("text/csv") != std::string::npos);
}

TEST_CASE("answers that differ by format have different ETags, and say that they do") {
  TwoSellers shop;
  const auto json = shop.get(kOwnMugs + kWeek);
  const auto csv = shop.accepting(kOwnMugs + kWeek, "text/csv");
  CHECK(json.headers.get("ETag") != csv.headers.get("ETag"));
  CHECK(csv.headers.get("Vary")->find("Accept") != std::string_view::npos);
}
