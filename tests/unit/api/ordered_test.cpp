// SPDX-License-Identifier: Apache-2.0
// Rankings in other orders, and with some of their fields only.
#include <catch2/catch.hpp>

#include "api/chosen_fields.hpp"
#include "unit/api/shop.hpp"

using namespace shelfcast;
using namespace shelfcast::test;
using Json = nlohmann::ordered_json;

namespace {

const std::string kHome = products_of("home") + "?timeFrame=week&limit=100";

Json rows_of(Shop& shop, const std::string& target) {
  const auto answer = shop.json(target);
  return answer.contains("products") ? answer["products"] : answer["categories"];
}

http::Response accepting(Shop& shop, const std::string& target, std::string_view accept) {
  auto request = request_for("GET", target);
  request.headers.set("Accept", accept);
  return shop.send(request);
}

Json first_error(const http::Response& response) {
  CHECK(response.status == 400);
  return Json::parse(response.body)["errors"][0];
}

}  // namespace

TEST_CASE("rows stand in the order asked for, ties by rank, and keep their rank") {
  const auto shop = open_shop();
  const auto ranked = rows_of(*shop, kHome);
  for (const auto& [sort, field, descends] :
       {std::tuple("units_desc", "expectedUnits", true), std::tuple("name_asc", "productName", false),
        std::tuple("amount_desc", "expectedAmount", true)}) {
    INFO(sort);
    const auto rows = rows_of(*shop, kHome + "&sort=" + sort);
    REQUIRE(rows.size() == ranked.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      CHECK(rows[i] == ranked[rows[i]["rank"].get<std::size_t>() - 1]);
      if (i == 0) continue;
      const auto& before = rows[i - 1];
      const bool is_tie = before[field] == rows[i][field];
      CHECK((is_tie ? before["rank"] < rows[i]["rank"] : (before[field] > rows[i][field]) == descends));
    }
  }
  CHECK(rows_of(*shop, kHome + "&sort=name_asc") != ranked);
}

TEST_CASE("each order has its exact reverse, and its pages make up the whole") {
  const auto shop = open_shop();
  for (const auto& [one, other] :
       {std::pair("units_desc", "units_asc"), std::pair("name_asc", "name_desc"), std::pair("desc", "amount_asc")}) {
    for (const auto& ranking : {kHome, kCategories + "?timeFrame=week&limit=100"}) {
      const auto rows = rows_of(*shop, ranking + "&sort=" + one);
      const auto reverse = rows_of(*shop, ranking + "&sort=" + other);
      CHECK(Json(std::vector<Json>(rows.rbegin(), rows.rend())) == reverse);
    }
    Json paged = Json::array();
    for (const auto* page : {"1", "2", "3"})
      for (const auto& row :
           rows_of(*shop, products_of("home") + "?timeFrame=week&limit=2&page=" + page + "&sort=" + one))
        paged.push_back(row);
    CHECK(paged == rows_of(*shop, kHome + "&sort=" + one));
  }
}

TEST_CASE("an order by another name is the same answer, and links name the order") {
  const auto shop = open_shop();
  const auto etag = [&](const std::string& sort) {
    return std::string(*shop->get(kHome + "&sort=" + sort).headers.get("ETag"));
  };
  CHECK(etag("desc") == etag("amount_desc"));
  CHECK(etag("desc") != etag("units_desc"));
  const std::string links(
      shop->get(products_of("home") + "?timeFrame=week&limit=2&sort=name_desc").headers.get("Link").value());
  CHECK(links.find("sort=name_desc") != std::string_view::npos);
}

TEST_CASE("GraphQL has the same orders") {
  const auto shop = open_shop();
  auto request = request_for("POST", "/graphql");
  request.headers.set("Content-Type", "application/json");
  request.body = Json{{"query", R"({ predictions(timeFrame: WEEK) { category(id: "home") {
      topProducts(limit: 100, sort: NAME_DESC) { name rank } } } })"}}
                     .dump();
  const auto told = Json::parse(shop->send(request).body)["data"]["predictions"]["category"]["topProducts"];
  const auto rows = rows_of(*shop, kHome + "&sort=name_desc");
  REQUIRE(told.size() == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    CHECK(told[i] == Json{{"name", rows[i]["productName"]}, {"rank", rows[i]["rank"]}});
}

TEST_CASE("with fields rows have those alone, as they are otherwise") {
  const auto shop = open_shop();
  const auto whole = rows_of(*shop, kHome);
  const auto some = rows_of(*shop, kHome + "&fields=expectedAmount,%20rank,productName");
  REQUIRE(some.size() == whole.size());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    Json expected;
    for (const auto* field : {"productName", "expectedAmount", "rank"}) expected[field] = whole[i][field];
    CHECK(some[i] == expected);
  }
  CHECK(shop->json(kHome + "&fields=rank")["totalProducts"] == 6);
  CHECK(rows_of(*shop, kCategories + "?timeFrame=week&fields=categoryKey")[0].size() == 1);
}

TEST_CASE("fields are the columns of CSV and the members of NDJSON, in one order however they are asked for") {
  const auto shop = open_shop();
  const auto csv = accepting(*shop, kHome + "&fields=expectedUnits,rank", "text/csv");
  CHECK(csv.body.starts_with("rank,expectedUnits\n1,"));
  const auto lines = accepting(*shop, kHome + "&fields=rank", "application/x-ndjson");
  CHECK(lines.body.starts_with("{\"rank\":1}\n{\"rank\":2}\n"));
  const auto one = shop->get(kHome + "&fields=rank,productId");
  const auto other = shop->get(kHome + "&fields=productId,rank,rank");
  CHECK(one.body == other.body);
  CHECK(one.headers.get("ETag") == other.headers.get("ETag"));
  CHECK(one.headers.get("ETag") != shop->get(kHome).headers.get("ETag"));
  CHECK(one.headers.get("Link")->find("fields=rank%2CproductId") != std::string_view::npos);
}

TEST_CASE("a field that rows do not have is named with the nearest, each by itself") {
  const auto shop = open_shop();
  const auto error = first_error(shop->get(kHome + "&fields=rank,productNam"));
  CHECK(error["pointer"] == "?fields");
  CHECK(error["code"] == "unknown");
  CHECK(error["message"] == "Rows have no field 'productNam': did you mean productName?");
  CHECK(first_error(shop->get(kCategories + "?timeFrame=week&fields=productName,x,rank"))["code"] == "unknown");
  CHECK(Json::parse(shop->get(kHome + "&fields=a1,b2,,rank").body)["errors"].size() == 3);
  CHECK(first_error(shop->get(kHome + "&fields="))["code"] == "invalid");
  CHECK(first_error(shop->get(kHome + "&fields=" + std::string(1001, 'a')))["code"] == "invalid");
}

TEST_CASE("members are taken out byte for byte, whatever stands in their values") {
  const std::string_view rows = R"([{"a":"}\",\"b\":{","b":{"a":[1,{"c":2}]},"c":0.10},{"b":null,"c":"[","a":-1}])";
  const auto only = [&](std::vector<std::string_view> names) { return api::only_members(rows, names); };
  CHECK(only({"a"}) == R"([{"a":"}\",\"b\":{"},{"a":-1}])");
  CHECK(only({"c", "b"}) == R"([{"b":{"a":[1,{"c":2}]},"c":0.10},{"b":null,"c":"["}])");
  CHECK(only({"x"}) == "[{},{}]");
  CHECK(api::only_members("[]", std::vector<std::string_view>{"a"}) == "[]");
}
