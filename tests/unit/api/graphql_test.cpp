// SPDX-License-Identifier: Apache-2.0
// /graphql: the same numbers as REST, in the shape that is asked for.
#include <catch2/catch.hpp>

#include "shelfcast/http/keeping.hpp"
#include "unit/api/shop.hpp"

using namespace shelfcast;
using namespace shelfcast::test;
using Json = nlohmann::ordered_json;

namespace {

http::Request graphql_request(std::string_view query, const Json& variables = nullptr) {
  auto request = request_for("POST", "/graphql");
  request.headers.set("Content-Type", "application/json");
  request.body = Json{{"query", query}, {"variables", variables}}.dump();
  return request;
}

Json ask(Shop& shop, std::string_view query, const Json& variables = nullptr) {
  const auto answer = shop.send(graphql_request(query, variables));
  REQUIRE(answer.status == 200);
  return Json::parse(answer.body);
}

Json data(Shop& shop, std::string_view query, const Json& variables = nullptr) {
  auto answer = ask(shop, query, variables);
  INFO(answer.dump());
  REQUIRE_FALSE(answer.contains("errors"));
  return answer["data"];
}

Json first_error(Shop& shop, std::string_view query) {
  const auto answer = ask(shop, query);
  REQUIRE(answer.contains("errors"));
  return answer["errors"][0];
}

/// Tables that count how often one of them is looked up, and let something happen meanwhile.
class CountedTables final : public predictions::Tables {
 public:
  explicit CountedTables(std::unique_ptr<Tables> tables) : tables_(std::move(tables)) {}
  mutable int looked_up = 0;
  std::function<void()> meanwhile = [] {};

  Result<predictions::TablePtr> publish(const domain::Cube& cube, Instant now) override {
    return tables_->publish(cube, now);
  }
  Result<predictions::TablePtr> bring_back(const domain::Cube& cube, Instant published, Instant now) override {
    return tables_->bring_back(cube, published, now);
  }
  void prepare_with(Preparing preparing) override { tables_->prepare_with(std::move(preparing)); }
  [[nodiscard]] predictions::TablePtr current(std::string_view marketplace) const override {
    return tables_->current(marketplace);
  }
  [[nodiscard]] predictions::TablePtr before(std::string_view marketplace, Instant moment) const override {
    return tables_->before(marketplace, moment);
  }
  [[nodiscard]] predictions::TablePtr find(std::string_view marketplace, std::string_view id) const override {
    ++looked_up;
    meanwhile();
    return tables_->find(marketplace, id);
  }
  [[nodiscard]] std::vector<predictions::Kept> kept(std::string_view marketplace) const override {
    return tables_->kept(marketplace);
  }
  [[nodiscard]] std::vector<std::string> marketplaces() const override { return tables_->marketplaces(); }
  [[nodiscard]] Edition edition() const override { return tables_->edition(); }
  Result<std::vector<std::string>> sweep(std::string_view marketplace, Instant now, int keep_days) override {
    return tables_->sweep(marketplace, now, keep_days);
  }

 private:
  std::unique_ptr<Tables> tables_;
};

/// The query that the brief writes down.
constexpr std::string_view kBrief = R"(query Best($frame: TimeFrame!, $date: String) {
  predictions(timeFrame: $frame, date: $date) {
    timeFrame periodStart periodEnd totalCategories
    categories(limit: 5, page: 1) {
      id name predictedSalesAmount confidenceScore
      topProducts(limit: 5) { id name predictedQuantity predictedAmount confidenceScore }
    }
  }
})";

}  // namespace

TEST_CASE("the brief's query answers what REST answers") {
  const auto shop = open_shop();
  const auto told = data(*shop, kBrief, {{"frame", "WEEK"}, {"date", "2025-11-20"}})["predictions"];
  const auto rest = shop->json(kCategories + "?timeFrame=week&dateTime=2025-11-20");
  CHECK(told["timeFrame"] == "WEEK");
  for (const auto* const name : {"periodStart", "periodEnd", "totalCategories"}) CHECK(told[name] == rest[name]);
  REQUIRE(told["categories"].size() == rest["categories"].size());
  for (std::size_t i = 0; i < rest["categories"].size(); ++i) {
    const auto& one = told["categories"][i];
    const auto& same = rest["categories"][i];
    CHECK(one["id"] == std::to_string(same["categoryId"].get<int>()));
    CHECK(one["name"] == same["categoryName"]);
    CHECK(one["predictedSalesAmount"] == same["predictedSalesAmount"]);
    CHECK(one["confidenceScore"] == same["confidenceScore"]);
    const auto products = shop->json(products_of(one["id"].get<std::string>()) + "?timeFrame=week&dateTime=2025-11-20");
    REQUIRE(one["topProducts"].size() == products["products"].size());
    for (std::size_t j = 0; j < one["topProducts"].size(); ++j) {
      const auto& product = one["topProducts"][j];
      const auto& row = products["products"][j];
      CHECK(product["id"] == std::to_string(row["productId"].get<int>()));
      for (const auto* const name : {"predictedQuantity", "predictedAmount", "confidenceScore"})
        CHECK(product[name] == row[name]);
    }
  }
}

TEST_CASE("pages and orders of lists are those of REST") {
  const auto shop = open_shop();
  const auto told = data(*shop, R"({ predictions(timeFrame: WEEK) {
      categories(limit: 2, page: 2, sort: ASC) { id rank } totalExpectedAmount } })")["predictions"];
  const auto rest = shop->json(kCategories + "?timeFrame=week&limit=2&page=2&sort=asc");
  CHECK(told["totalExpectedAmount"] == rest["totalExpectedAmount"]);
  REQUIRE(told["categories"].size() == rest["categories"].size());
  CHECK(told["categories"][0]["rank"] == rest["categories"][0]["rank"]);
}

TEST_CASE("a category or product that is asked for by its id or key stands where its ranking has it") {
  const auto shop = open_shop();
  const auto told =
      data(*shop, R"({ byId: categoryPrediction(id: "11", timeFrame: WEEK) { key rank predictedSalesAmount }
      byKey: categoryPrediction(id: "mugs", timeFrame: WEEK) { id }
      product(id: "SKU-1102") { id rank category { key parent { key } } seller { key } isNew } })");
  CHECK(told["byId"]["key"] == "mugs");
  CHECK(told["byKey"]["id"] == "11");
  CHECK(told["product"]["category"] == Json{{"key", "mugs"}, {"parent", {{"key", "home"}}}});
  CHECK(told["product"]["seller"]["key"] == "tech");
  const auto rest = shop->json(kCategories + "?timeFrame=week");
  const auto found = std::ranges::find_if(rest["categories"], [](const Json& row) { return row["categoryId"] == 11; });
  CHECK(told["byId"]["rank"] == (*found)["rank"]);
  const auto week = shop->json("/api/v1/products/1102")["frames"][1];
  CHECK(told["product"]["rank"] == week["rank"]);
}

TEST_CASE("a category without products of its own is the sum of all below it") {
  const auto shop = open_shop();
  const auto told = data(*shop, R"({ categoryPrediction(id: "home", timeFrame: WEEK) {
      expectedAmount rank confidenceScore totalProducts topProducts(limit: 100) { expectedAmount } } })")
      ["categoryPrediction"];
  CHECK(told["totalProducts"] == 6);
  Micro sum = 0;
  for (const auto& product : told["topProducts"]) sum += to_micro(product["expectedAmount"].get<double>());
  CHECK(to_micro(told["expectedAmount"].get<double>()) == sum);
  CHECK(told["rank"].is_null());
  CHECK(told["confidenceScore"].is_null());
}

TEST_CASE("a product tells its days, its time frames and where it stood") {
  const auto shop = open_shop();
  const auto told = data(*shop, R"({ product(id: "1102") { forecast(days: 7) { firstDay expectedUnits }
      frames { timeFrame rank of topProbability(among: 5) } history { day } rankHistory { table rank } } })")
      ["product"];
  const auto rest = shop->json("/api/v1/products/1102?forecastDays=7");
  REQUIRE(told["forecast"].size() == 7);
  CHECK(told["forecast"][0]["expectedUnits"] == rest["forecast"][0]["expectedUnits"]);
  CHECK(told["frames"][1]["timeFrame"] == "WEEK");
  CHECK(told["frames"][1]["rank"] == rest["frames"][1]["rank"]);
  CHECK(told["history"].is_null());  // nothing is kept here
  CHECK(told["rankHistory"][0]["table"] == "DE-20251120-1");
}

TEST_CASE("where many products stood is found by looking up each table once") {
  Shop shop;
  auto earlier = small_cube("DE-20251119-1", date(2025, 11, 18));
  for (std::size_t i = 0; i < earlier.boundaries.size() - 1; ++i) earlier.cells[i].amount *= 100;  // of 1101
  shop.publish(earlier, "2025-11-19T06:00:00Z");
  shop.publish(small_cube(), "2025-11-20T06:00:00Z");
  auto counting = std::make_unique<CountedTables>(std::move(shop.tables));
  const auto& tables = *counting;
  shop.tables = std::move(counting);
  const auto told = data(shop, R"({ predictions(timeFrame: WEEK) { category(id: "home") {
      topProducts(limit: 10) { id rankHistory(tables: 5) { table rank of } } } } })");
  CHECK(tables.looked_up == 2);
  const auto& products = told["predictions"]["category"]["topProducts"];
  REQUIRE(products.size() == 6);
  for (const auto& product : products) {
    const auto rest = shop.json("/api/v1/products/" + product["id"].get<std::string>())["rankHistory"];
    REQUIRE(product["rankHistory"].size() == 2);
    for (std::size_t i = 0; i < 2; ++i)
      for (const auto* const name : {"table", "rank", "of"}) CHECK(product["rankHistory"][i][name] == rest[i][name]);
  }
}

TEST_CASE("what was answered quickly in the same words is asked on a thread that others wait for, and nothing else") {
  const auto shop = open_shop();
  const auto takes_long = [&](const http::Request& request) {
    auto asked = request;
    REQUIRE(http::read_target(asked));
    return shop->router().match(asked).route->takes_long(asked);
  };
  const auto kept = graphql_request("{ predictions(timeFrame: WEEK) { totalCategories } }");
  const auto otherwise = graphql_request("{ predictions(timeFrame: WEEK) { totalCategories } }", {{"a", 1}});
  const auto passing = graphql_request("{ movers(timeFrame: WEEK) { note } }");
  for (const auto& one : {kept, otherwise, passing}) CHECK(takes_long(one));
  for (int i = 0; i < 2; ++i)
    for (const auto& one : {kept, passing}) shop->send(one);
  CHECK_FALSE(takes_long(kept));
  CHECK(takes_long(otherwise));
  CHECK(takes_long(passing));
  shop->publish(small_cube("DE-20251120-2"), "2025-11-20T09:00:00Z");
  CHECK(takes_long(kept));
}

TEST_CASE("what is found by a name leads to its numbers") {
  const auto shop = open_shop();
  const auto told =
      data(*shop, R"({ search(text: "tea") { kind id name product { id } category { predictedSalesAmount } } })");
  REQUIRE(told["search"].size() == 1);
  CHECK(told["search"][0]["kind"] == "CATEGORY");
  CHECK(told["search"][0]["product"].is_null());
  CHECK(told["search"][0]["category"]["predictedSalesAmount"].is_number());
}

TEST_CASE("what one seller sells can be asked for, and an unknown one is an error with REST's word for it") {
  const auto shop = open_shop();
  const auto told =
      data(*shop, R"({ predictions(timeFrame: WEEK, sellerId: "tech") { categories { id topProbability } } })");
  CHECK(told["predictions"]["categories"].size() == 3);
  const auto error = first_error(*shop, R"({ predictions(timeFrame: WEEK, sellerId: "nobody") { totalCategories } })");
  CHECK(error["extensions"]["code"] == "unknown-seller");
  CHECK(error["path"] == Json{"predictions"});
}

TEST_CASE("a band of prices leaves the products of it") {
  const auto shop = open_shop();
  const auto told = data(*shop, R"({ predictions(timeFrame: WEEK, minPrice: 4, maxPrice: 5.5) {
      category(id: "mugs") { topProducts { key } rank } } })")["predictions"]["category"];
  CHECK(told["topProducts"].size() == 3);
  CHECK(told["rank"].is_null());
  CHECK(first_error(*shop, "{ predictions(timeFrame: WEEK, minPrice: -1) { cycle } }")["message"] ==
        "minPrice must be an amount from 0 on, with at most six decimals, not '-1'.");
}

TEST_CASE("a product that a seller or a band of prices leaves out is not found in it") {
  auto cube = small_cube();
  cube.products.front().seller = {77};
  cube.products.front().seller_key = "attic";
  Shop shop;
  shop.publish(cube, "2025-11-20T06:00:00Z");
  const auto told = data(shop, R"({ attic: predictions(timeFrame: WEEK, sellerId: "attic") {
      its: product(id: "SKU-1101") { key } other: product(id: "SKU-1102") { key } }
    dear: predictions(timeFrame: WEEK, minPrice: 1000) { product(id: "SKU-1102") { key } } })");
  CHECK(told["attic"] == Json{{"its", {{"key", "SKU-1101"}}}, {"other", nullptr}});
  CHECK(told["dear"]["product"].is_null());
}

TEST_CASE("a wrong argument is told by its own name") {
  const auto shop = open_shop();
  const auto error = first_error(*shop, R"({ predictions(timeFrame: WEEK, date: "soon") { totalCategories } })");
  CHECK(error["message"].get<std::string>().starts_with("date must be a local time"));
  CHECK(error["extensions"]["code"] == "bad-parameter");
  CHECK(first_error(*shop, R"({ predictions(timeFrame: WEEK) { categories(limit: 101) { id } } })")["message"] ==
        "limit must be a whole number from 1 to 100, not '101'.");
  CHECK(first_error(*shop, R"({ product(id: "1102") { topProbability(among: 7) } })")["message"] ==
        "among must be one of 5, 10, 20, 50, not 7.");
}

TEST_CASE("operators see marketplaces and cycles") {
  const auto shop = open_shop();
  auto& report = shop->cycles.reports.emplace_back();
  report.id = "DE-20251120-1";
  report.started_by = "timer";
  const auto told = data(
      *shop, "{ marketplaces { marketplaceId dataCut } cycles { id startedBy timings { step } } models { version } }");
  CHECK(told["marketplaces"] == Json::array({{{"marketplaceId", "DE"}, {"dataCut", "2025-11-19"}}}));
  CHECK(told["cycles"][0]["id"] == "DE-20251120-1");
  CHECK(told["models"].empty());
}

TEST_CASE("before anything is published, that is the error") {
  Shop shop;
  const auto error = first_error(
      shop,
      "{ marketplaces { marketplaceId } predictions(timeFrame: DAY, marketplaceId: \"DE\") { totalCategories } }");
  CHECK(error["extensions"]["code"] == "nothing-published");
}

TEST_CASE("the answer follows the table that serves") {
  const auto shop = open_shop();
  constexpr std::string_view kCut = "{ predictions(timeFrame: WEEK, window: ROLLING) { dataCut cycle } }";
  CHECK(data(*shop, kCut)["predictions"]["dataCut"] == "2025-11-19");
  CHECK(data(*shop, kCut)["predictions"]["dataCut"] == "2025-11-19");
  shop->publish(small_cube("DE-20251121-1", date(2025, 11, 20)), "2025-11-21T06:00:00Z");
  CHECK(data(*shop, kCut)["predictions"] == Json{{"dataCut", "2025-11-20"}, {"cycle", "DE-20251121-1"}});
}

TEST_CASE("a cycle that is published again with other numbers is answered by those") {
  const auto shop = open_shop();
  constexpr std::string_view kSum = "{ predictions(timeFrame: WEEK) { totalExpectedAmount } }";
  const auto before = data(*shop, kSum)["predictions"]["totalExpectedAmount"].get<double>();
  const std::string etag(shop->get(kCategories + "?timeFrame=week").headers.get("ETag").value());
  auto again = small_cube();
  for (auto& cell : again.cells) cell.amount *= 2;
  shop->publish(again, "2025-11-20T07:00:00Z");
  CHECK(data(*shop, kSum)["predictions"]["totalExpectedAmount"] == 2 * before);
  CHECK(shop->json(kCategories + "?timeFrame=week")["totalExpectedAmount"] == 2 * before);
  CHECK(shop->get(kCategories + "?timeFrame=week").headers.get("ETag") != etag);
}

TEST_CASE("what is asked by GET of the tables alone the server may answer by itself, until midnight at most") {
  const auto shop = open_shop();
  const auto rankings = shop->get("/graphql?query={predictions(timeFrame:WEEK){totalCategories}}");
  REQUIRE(rankings.keeping);
  CHECK(rankings.keeping->seconds == 3600);
  CHECK(rankings.keeping->made_in == *rankings.keeping->edition);
  shop->publish(small_cube("DE-20251121-1", date(2025, 11, 20)), "2025-11-21T06:00:00Z");
  CHECK(rankings.keeping->made_in != *rankings.keeping->edition);
  CHECK_FALSE(shop->get("/graphql?query={cycles{id}}").keeping);
  CHECK_FALSE(shop->get("/graphql?query={product(id:%22none%22,timeFrame:YEAR,date:%22x%22){id}}").keeping);
  CHECK_FALSE(shop->send(graphql_request("{ predictions(timeFrame: WEEK) { totalCategories } }")).keeping);
  shop->clock.move_to(at("2025-11-20T22:59:00Z"));
  CHECK(shop->get("/graphql?query={predictions(timeFrame:DAY){totalCategories}}").keeping->seconds == 60);
}

TEST_CASE("a long answer is made again each time") {
  const auto shop = open_shop();
  const auto asked = [&](int lists) {
    std::string query = "{predictions(timeFrame:WEEK){category(id:%22home%22){";
    for (int i = 0; i < lists; ++i) query += fmt::format("l{}:topProducts(limit:6){{...F}}", i);
    query += "}}}fragment F on Product{";
    for (int i = 0; i < 1'000; ++i) query += fmt::format("n{}:name,", i);
    return shop->get("/graphql?query=" + query + "}");
  };
  const auto shorter = asked(1);
  CHECK(shorter.body.size() > 100'000);
  CHECK(shorter.keeping);
  const auto longer = asked(5);
  CHECK(longer.body.size() > 500'000);
  CHECK_FALSE(longer.keeping);
}

TEST_CASE("an answer that was begun before midnight is not kept as one of the day after") {
  const auto shop = open_shop();
  auto counting = std::make_unique<CountedTables>(std::move(shop->tables));
  counting->meanwhile = [&] { shop->clock.move_to(at("2025-11-20T23:00:01Z")); };
  shop->tables = std::move(counting);
  shop->clock.move_to(at("2025-11-20T22:59:59Z"));
  const auto spans = "/graphql?query={predictions(timeFrame:WEEK,cycle:%22DE-20251120-1%22){totalCategories}}";
  CHECK_FALSE(shop->get(spans).keeping);
  CHECK(shop->get(spans).keeping->seconds == 3600);
}

TEST_CASE("GET asks by parameters, and only reads") {
  const auto shop = open_shop();
  const auto answer = shop->get(
      "/graphql?query=query($f:TimeFrame!){predictions(timeFrame:$f){timeFrame}}"
      "&variables={%22f%22:%22MONTH%22}");
  CHECK(answer.status == 200);
  CHECK(answer.body == R"({"data":{"predictions":{"timeFrame":"MONTH"}}})");
  CHECK(shop->get("/graphql").status == 400);
  CHECK(shop->get("/graphql?query={__typename}&variables=7").status == 400);
  CHECK(shop->get("/graphql?query={__typename}&quarry=1").status == 400);
}

TEST_CASE("what is wrong with a request is told as GraphQL tells it, with the status its media type asks for") {
  const auto shop = open_shop();
  auto request = graphql_request("{ nothing }");
  auto answer = shop->send(request);
  CHECK(answer.status == 200);
  CHECK(answer.headers.get("Content-Type") == "application/json; charset=utf-8");
  CHECK(Json::parse(answer.body)["errors"][0]["message"] == "Cannot query field \"nothing\" on type \"Query\".");
  request.headers.set("Accept", "application/graphql-response+json");
  answer = shop->send(request);
  CHECK(answer.status == 400);
  CHECK(answer.headers.get("Content-Type") == "application/graphql-response+json; charset=utf-8");
  request.headers.set("Accept", "text/html");
  CHECK(shop->send(request).status == 406);
  request.headers.set("Accept", "*/*");
  request.headers.set("Content-Type", "text/plain");
  CHECK(shop->send(request).status == 415);
  request.headers.set("Content-Type", "application/json;charset=\"UTF-8\"");
  CHECK(shop->send(request).status == 200);
  for (const auto* const body :
       {"", "[]", "{", R"({"query":1})", R"({"query":"{__typename}","variables":[]})",
        R"({"query":"{__typename}","operationName":1})", R"({"query":"{__typename}","extensions":"x"})"}) {
    request.body = body;
    INFO(body);
    CHECK(shop->send(request).status == 400);
  }
}

TEST_CASE("a body that is nested too deeply, or has too many members, is not taken apart") {
  const auto shop = open_shop();
  const auto refusal = [&](const std::string& variables) {
    auto request = graphql_request("");
    request.body = R"({"query":"{__typename}","variables":)" + variables + "}";
    const auto answer = shop->send(request);
    CHECK(answer.status == 400);
    return Json::parse(answer.body)["errors"][0]["message"].get<std::string>();
  };
  const auto nested = [](std::size_t levels) {
    return R"({"a":)" + std::string(levels, '[') + std::string(levels, ']') + "}";
  };
  const auto members = [](int count) {
    Json json = Json::object();
    for (int i = 0; i < count; ++i) json[std::to_string(i)] = i;
    return json.dump();
  };
  CHECK(refusal(nested(500'000)) == "The body is nested more than 100 levels deep.");
  CHECK(refusal(members(1'001)) == "The body has an object of more than 1000 members.");
  auto request = graphql_request("{__typename}", Json::parse(members(1'000)));
  CHECK(shop->send(request).status == 200);
  request.body = R"({"query":"{__typename}","variables":)" + nested(98) + "}";
  CHECK(shop->send(request).status == 200);
  const auto by_get = shop->get("/graphql?query={__typename}&variables=" + nested(1'000));
  CHECK(Json::parse(by_get.body)["errors"][0]["message"] == "variables is nested more than 100 levels deep.");
}

TEST_CASE("a request that asks for too much is refused before anything is computed") {
  const auto shop = open_shop({.graphql_depth = 4, .graphql_cost = 300});
  CHECK(first_error(*shop, R"({ product(id: "1") { category { parent { parent { id } } } } })")["message"]
            .get<std::string>()
            .find("deep") != std::string::npos);
  CHECK(first_error(*shop, "{ movers { movers { rank } } }")["message"].get<std::string>().find("cost") !=
        std::string::npos);
  CHECK(
      data(*shop,
           "{ __schema { types { name fields { name type { name ofType { name ofType { name } } } } } } }")["__schema"]
                                                                                                           ["types"]
                                                                                                               .size() >
      20);
}

TEST_CASE("what reads tables, ranks anew or tells many days costs as much as that takes") {
  const auto shop = open_shop({.graphql_cost = 2'499});
  const auto cost = [&](std::string_view query) {
    const auto answer = ask(*shop, query);
    return answer.contains("errors") ? answer["errors"][0]["message"].get<std::string>() : "fine";
  };
  const std::string refusal = "The operation costs {}; at most 2499 is allowed.";
  CHECK(cost("{ a: predictions(timeFrame: WEEK, minPrice: 1) { cycle } b: predictions(timeFrame: WEEK) { cycle } }") ==
        "fine");
  CHECK(cost("{ a: product(id: \"1102\") { id } b: product(id: \"1102\") { id } c: product(id: \"1\") { id } }") ==
        fmt::format(fmt::runtime(refusal), 3'003));
  CHECK(cost("{ product(id: \"1102\") { history(days: 1100) { day units } } }") ==
        fmt::format(fmt::runtime(refusal), 3'250));
  CHECK(cost("{ product(id: \"1102\") { rankHistory(tables: 2) { rank } } }") ==
        fmt::format(fmt::runtime(refusal), 3'022));
  CHECK(cost("{ product(id: \"1102\") { rankHistory(tables: 1) { rank } } }") == "fine");
}
