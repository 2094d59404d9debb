// SPDX-License-Identifier: Apache-2.0
// GET /api/v1/tags, POST /api/v1/tags:change, and rankings by tag.
#include <catch2/catch.hpp>

#include "unit/api/guarded_shop.hpp"

using namespace shelfcast;
using namespace shelfcast::test;
using identity::Role;
using Json = nlohmann::ordered_json;

namespace {

const std::string kChange = "/api/v1/tags:change?marketplaceId=DE";
const std::string kTags = "/api/v1/tags?marketplaceId=DE";
const std::string kMugs = "/api/v1/predictions/customer/me/DE/categories/mugs/products?timeFrame=week";

/// Two sellers and an analyst, each with a key.
class TaggedShop : public GuardedShop {
 public:
  std::string tech = key_for(Role::seller, "tech");
  std::string other = key_for(Role::seller, "other");
  std::string analyst = key_for(Role::analyst);

  http::Response change(const std::string& key, const Json& body) { return ask("POST", kChange, key, body.dump()); }
  Json json(const std::string& target, const std::string& key) { return Json::parse(ask("GET", target, key).body); }
  std::vector<int> ids(const std::string& target, const std::string& key) {
    std::vector<int> ids;
    const auto answer = ask("GET", target, key);
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    const auto page = Json::parse(answer.body);
    for (const auto& row : page["products"]) ids.push_back(row["productId"]);
    std::ranges::sort(ids);
    return ids;
  }
};

}  // namespace

TEST_CASE("products are tagged many at once, by id or key, and the answer tells all tags") {
  TaggedShop shop;
  const auto answer = shop.change(shop.tech, {{"productIds", {1101, "SKU-1103"}}, {"add", {"watch", "so mmer"}}});
  CHECK(answer.status == 200);
  CHECK(answer.headers.get("Cache-Control") == "no-store");
  const auto told = Json::parse(answer.body);
  CHECK(told["sellerKey"] == "tech");
  CHECK(told["tags"] == Json::parse(R"([{"tag":"so mmer","products":2},{"tag":"watch","products":2}])"));
  CHECK(shop.json(kTags, shop.tech) == told);
  REQUIRE(shop.change(shop.tech, {{"productIds", {1101}}, {"remove", {"so mmer"}}}).status == 200);
  CHECK(shop.json(kTags + "&productId=1101", shop.tech)["tags"] == Json::parse(R"([{"tag":"watch","products":2}])"));
  CHECK(shop.json(kTags + "&productId=1102", shop.tech)["tags"].empty());
}

TEST_CASE("a seller has tags of its own; all others share theirs") {
  TaggedShop shop;
  shop.change(shop.tech, {{"productIds", {1101}}, {"add", {"watch"}}});
  CHECK(shop.json(kTags, shop.other)["tags"].empty());
  CHECK(shop.json(kTags, shop.analyst)["tags"].empty());
  shop.change(shop.analyst, {{"productIds", {1102}}, {"add", {"watch"}}});
  CHECK(shop.json(kTags, shop.key_for(Role::operating))["tags"][0]["products"] == 1);
  CHECK(shop.json(kTags, shop.analyst)["sellerKey"].is_null());
  CHECK(shop.ids(kMugs + "&tag=watch", shop.tech) == std::vector{1101});
  CHECK(shop.ids(kMugs + "&tag=watch", shop.analyst) == std::vector{1102});
  CHECK(shop.ids(kMugs + "&tag=watch", shop.other).empty());
}

TEST_CASE("the same seller by its id and by its key has the same tags") {
  TaggedShop shop;
  shop.change(shop.tech, {{"productIds", {1101}}, {"add", {"watch"}}});
  CHECK(shop.json(kTags, shop.key_for(Role::seller, "5678"))["tags"].size() == 1);
}

TEST_CASE("a ranking by tag follows each change at once, and is nothing that anybody keeps") {
  TaggedShop shop;
  shop.change(shop.tech, {{"productIds", {1101, 1102}}, {"add", {"watch"}}});
  const auto target = kMugs + "&tag=watch";
  CHECK(shop.ids(target, shop.tech) == std::vector{1101, 1102});
  const auto answer = shop.ask("GET", target, shop.tech);
  CHECK(answer.headers.get("Cache-Control") == "no-store");
  CHECK(!answer.headers.get("ETag"));
  CHECK(answer.keeping == nullptr);
  CHECK(answer.headers.get("Link")->find("&tag=watch&") != std::string::npos);
  shop.change(shop.tech, {{"productIds", {1101}}, {"remove", {"watch"}}});
  CHECK(shop.ids(target, shop.tech) == std::vector{1102});
  CHECK(shop.ids(kMugs, shop.tech).size() == 4);  // without it, as ever
}

TEST_CASE("a ranking by tag is the ranking of these alone, with their own sum, and as CSV too") {
  TaggedShop shop;
  shop.change(shop.tech, {{"productIds", {1101, 1103, 1201}}, {"add", {"a&b"}}});
  const auto page = shop.json(kMugs + "&tag=a%26b", shop.tech);
  CHECK(page["totalProducts"] == 2);
  Micro sum = 0;
  for (const auto& row : page["products"]) sum += to_micro(row["expectedAmount"].get<double>());
  CHECK(to_micro(page["totalExpectedAmount"].get<double>()) == sum);
  const auto categories =
      shop.json("/api/v1/predictions/customer/me/marketplace/DE/categories?timeFrame=week&tag=a%26b", shop.tech);
  CHECK(categories["totalCategories"] == 2);
  auto request = GuardedShop::request("GET", kMugs + "&tag=a%26b", shop.tech);
  request.headers.set("Accept", "text/csv");
  const auto csv = shop.shop.send(request);
  CHECK(std::ranges::count(csv.body, '\n') == 3);
}

TEST_CASE("what is wrong with a change of tags is told, all at once, and nothing is changed") {
  TaggedShop shop;
  const auto refused = [&](const Json& body) {
    const auto answer = shop.change(shop.tech, body);
    CHECK(answer.status == 422);
    return Json::parse(answer.body);
  };
  const auto all = refused({{"productIds", {1101, 9, true}}, {"add", {" blank"}}, {"remove", 7}, {"colour", "red"}});
  std::set<std::string> pointers;
  for (const auto& error : all["errors"]) pointers.insert(error["pointer"]);
  CHECK(pointers == std::set<std::string>{"/productIds/1", "/productIds/2", "/add", "/remove", "/colour"});
  CHECK(refused(Json::array())["errors"].size() == 1);
  CHECK(refused({{"productIds", {1101}}})["errors"][0]["pointer"] == "/add");
  CHECK(refused({{"add", {"watch"}}})["errors"][0]["pointer"] == "/productIds");
  CHECK(refused({{"productIds", Json::array()}, {"add", {"watch"}}})["errors"].size() == 1);
  CHECK(refused({{"productIds", std::vector<int>(1001, 1101)}, {"add", {"watch"}}})["errors"].size() == 1);
  const std::vector<std::string> wrong{"", "two\nlines", "\xff", "blank ", std::string(61, 'x')};
  for (const auto& tag : wrong)
    CHECK(shop.ask("POST", kChange, shop.tech, R"({"productIds":[1101],"add":[")" + tag + R"("]})").status / 100 == 4);
  CHECK(shop.json(kTags, shop.tech)["tags"].empty());
}

TEST_CASE("more tags than one may have are refused as a whole") {
  TaggedShop shop;  // three
  CHECK(shop.change(shop.tech, {{"productIds", {1101}}, {"add", {"a", "b", "c", "d"}}}).status == 422);
  CHECK(shop.json(kTags, shop.tech)["tags"].empty());
  CHECK(shop.change(shop.tech, {{"productIds", {1101}}, {"add", {"a", "b", "c"}}}).status == 200);
}

TEST_CASE("what is asked wrongly of tags is told") {
  TaggedShop shop;
  CHECK(shop.ask("GET", kTags + "&colour=red", shop.tech).status == 400);
  CHECK(shop.ask("GET", kTags + "&productId=9", shop.tech).status == 404);
  CHECK(shop.ask("GET", "/api/v1/tags?marketplaceId=FR", shop.tech).status == 404);
  CHECK(shop.ask("GET", kMugs + "&tag=", shop.tech).status == 400);
  CHECK(shop.ask("GET", kMugs + "&tag=%20a", shop.tech).status == 400);
  const auto reader = shop.key_for(Role::analyst, {}, identity::scopes_in("predictions:read"));
  CHECK(shop.change(reader, {{"productIds", {1101}}, {"add", {"watch"}}}).status == 403);
}

TEST_CASE("where no tags are kept nothing is found by one") {
  const auto shop = open_shop();
  CHECK(shop->get("/api/v1/predictions/customer/1/DE/categories/mugs/products?timeFrame=week&tag=watch").status == 404);
  CHECK(shop->get("/api/v1/predictions/customer/1/DE/categories/mugs/products?timeFrame=week").status == 200);
}

TEST_CASE("GraphQL knows the same tags, changes them, and ranks by them") {
  TaggedShop shop;
  const std::string tag =
      R"(mutation { changeTags(productIds: ["1101", "SKU-1103"], add: ["watch"]) { tag products } })";
  const auto watched = Json::parse(R"([{"tag":"watch","products":2}])");
  CHECK(shop.graphql(tag, shop.tech)["data"]["changeTags"] == watched);
  CHECK(shop.json(kTags, shop.tech)["tags"] == watched);

  const std::string ranked =
      R"({ tags(productId: "1103") { tag } predictions(timeFrame: WEEK, tag: "watch") {
           category(id: "mugs") { topProducts(limit: 5) { key } } } })";
  const auto own = shop.graphql(ranked, shop.tech)["data"];
  CHECK(own["tags"] == Json::parse(R"([{"tag":"watch"}])"));
  std::set<std::string> keys;
  for (const auto& product : own["predictions"]["category"]["topProducts"]) keys.insert(product["key"]);
  CHECK(keys == std::set<std::string>{"SKU-1101", "SKU-1103"});
  const auto others = shop.graphql(ranked, shop.other)["data"];
  CHECK(others["tags"].empty());
  CHECK(others["predictions"]["category"]["topProducts"].empty());

  shop.graphql(R"(mutation { changeTags(productIds: ["1101"], add: ["later"], remove: ["watch"]) { tag } })",
               shop.tech);
  CHECK(shop.ids(kMugs + "&tag=watch", shop.tech) == std::vector{1103});
}

TEST_CASE("GraphQL refuses changes of tags as REST does, and keeps no answer by tag") {
  TaggedShop shop;
  const auto error = [&](const std::string& query, const std::string& key) {
    return shop.graphql(query, key)["errors"][0];
  };
  const std::string tag = R"(mutation { changeTags(productIds: ["1101"], add: ["watch"]) { tag } })";
  const auto reader = shop.key_for(Role::analyst, {}, identity::scopes_in("predictions:read"));
  CHECK(error(tag, reader)["extensions"]["code"] == "forbidden");
  const auto unknown = error(R"(mutation { changeTags(productIds: ["9"], add: ["watch"]) { tag } })", shop.tech);
  CHECK(unknown["message"] == "There is no product '9' in DE.");
  CHECK(error(R"(mutation { changeTags(productIds: ["1101"]) { tag } })", shop.tech)["message"] ==
        "add or remove must name a tag.");
  CHECK(error(R"({ tags(productId: "9") { tag } })", shop.tech)["extensions"]["code"] == "unknown-product");

  const auto answer =
      shop.ask("GET", "/graphql?query={predictions(timeFrame:WEEK,tag:%22watch%22){totalExpectedUnits}}", shop.analyst);
  REQUIRE(answer.status == 200);
  CHECK(answer.keeping == nullptr);
  CHECK(answer.headers.get("Cache-Control") == "no-store");
}
