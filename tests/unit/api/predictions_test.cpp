// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "unit/api/shop.hpp"

#include <cmath>
#include <regex>
#include <set>

using namespace shelfcast;
using namespace shelfcast::test;
using nlohmann::ordered_json;

namespace {

std::vector<std::string> fields_of(const ordered_json& object) {
  std::vector<std::string> names;
  for (const auto& [name, value] : object.items()) names.push_back(name);
  return names;
}

std::vector<std::string> first(std::vector<std::string> names, std::size_t count) {
  names.resize(count);
  return names;
}

Micro micro(const ordered_json& number) {
  return std::llround(number.get<double>() * 1e6);
}

std::string link(const http::Response& answer, const std::string& relation) {
  const std::string links(answer.headers.get("Link").value_or(""));
  std::smatch found;
  return std::regex_search(links, found, std::regex("<([^>]*)>; rel=\"" + relation + "\"")) ? found[1].str() : "";
}

}  // namespace

TEST_CASE("the top categories come with the brief's fields in its order") {
  const auto shop = open_shop();
  const auto answer = shop->json(kCategories + "?timeFrame=week");
  CHECK(first(fields_of(answer), 9) == std::vector<std::string>{"marketplaceId", "customerId", "timeFrame",
                                                                "periodStart", "periodEnd", "totalCategories", "page",
                                                                "limit", "lastRefreshed"});
  CHECK(answer["marketplaceId"] == "DE");
  CHECK(answer["customerId"] == 1234);
  CHECK(answer["periodStart"] == "2025-11-16T23:00:00Z");  // Monday in Berlin
  CHECK(answer["periodEnd"] == "2025-11-23T22:59:59Z");
  CHECK(answer["totalCategories"] == 3);
  CHECK(answer["limit"] == 5);
  CHECK(answer["lastRefreshed"] == "2025-11-20T06:00:00Z");
  CHECK(answer["currency"] == "EUR");
  CHECK(first(fields_of(answer["categories"][0]), 4) ==
        std::vector<std::string>{"categoryId", "categoryName", "predictedSalesAmount", "confidenceScore"});
}

TEST_CASE("what the source does not tell is null, and a day of what is told by weeks is not known") {
  auto cube = small_cube();
  cube.grain = domain::Grain::week;
  cube.measures = {.units = true, .amount = false};
  Shop shop;
  shop.publish(cube, "2025-11-20T06:00:00Z");
  shop.tables = predictions::Tables::open(shop.folder.path()).value();  // as it was written
  const auto categories = shop.json(kCategories + "?timeFrame=week");
  CHECK(categories["currency"].is_null());
  CHECK(categories["totalExpectedAmount"].is_null());
  CHECK(categories["totalExpectedUnits"].is_number());
  CHECK(categories["categories"][0]["predictedSalesAmount"].is_null());
  const auto product = shop.json(products_of("11") + "?timeFrame=week")["products"][0];
  CHECK(product["predictedQuantity"].is_number());
  CHECK(product["predictedAmount"].is_null());
  CHECK(product["expectedAmount"].is_null());
  const auto refused = shop.get(kCategories + "?timeFrame=day");
  CHECK(refused.status == 404);
  CHECK(ordered_json::parse(refused.body)["detail"] ==
        "The sales of 'DE' are told by the week: what was sold in a day is not known.");
  const auto page = shop.json("/api/v1/marketplaces")["marketplaces"][0];
  CHECK(page["grain"] == "week");
  CHECK(page["measures"] == ordered_json({{"units", true}, {"amount", false}}));
}

TEST_CASE("the top products come with the brief's fields in its order") {
  const auto shop = open_shop();
  const auto answer = shop->json(products_of("42") + "?timeFrame=week");
  CHECK(first(fields_of(answer), 3) == std::vector<std::string>{"marketplaceId", "categoryId", "categoryName"});
  CHECK(answer["categoryName"] == "Electronics");
  CHECK(answer["totalProducts"] == 1);
  CHECK(first(fields_of(answer["products"][0]), 7) == std::vector<std::string>{"productId", "productName", "sellerId",
                                                                               "sellerName", "predictedQuantity",
                                                                               "predictedAmount", "confidenceScore"});
  CHECK(answer["products"][0]["sellerName"] == "Tech \"Store\"");
  CHECK(answer["products"][0]["productKey"] == "SKU-1234");
  CHECK(answer["products"][0]["predictedQuantity"].is_number_integer());
}

TEST_CASE("money has two decimals, and confidence two to four, or is null") {
  const auto shop = open_shop();
  const std::string week = shop->get(products_of("11") + "?timeFrame=week&window=rolling").body;
  CHECK(std::regex_search(week, std::regex(R"("predictedAmount":\d+\.\d\d,"confidenceScore":0\.6123,)")));
  const std::string categories = shop->get(kCategories + "?timeFrame=week&window=rolling").body;
  CHECK(std::regex_search(categories, std::regex(R"("confidenceScore":0\.(50|89),)")));
  CHECK(shop->json(kCategories + "?timeFrame=year")["categories"][0]["confidenceScore"].is_null());
}

TEST_CASE("in every frame and window products add up to their category, and categories to the marketplace") {
  const auto shop = open_shop();
  for (const auto& frame : kFrames) {
    for (const std::string window : {"calendar", "next", "rolling"}) {
      const std::string question = fmt::format("?timeFrame={}&window={}&limit=100", frame.name, window);
      CAPTURE(question);
      const auto response = shop->get(kCategories + question);
      if (response.status == 404 && frame.frame >= Frame::half) continue;  // the next year ends beyond the horizon
      const auto all = ordered_json::parse(response.body);
      Micro sum = 0;
      for (const auto& category : all["categories"]) {
        const auto inside = shop->json(products_of(category["categoryKey"].get<std::string>()) + question);
        Micro products = 0;
        for (const auto& product : inside["products"]) products += micro(product["expectedAmount"]);
        CHECK(products == micro(category["expectedAmount"]));
        CHECK(micro(inside["totalExpectedAmount"]) == products);
        sum += products;
      }
      CHECK(micro(all["totalExpectedAmount"]) == sum);
    }
  }
}

TEST_CASE("a parent's products are those of its whole subtree, and its id and key are the same to us") {
  const auto shop = open_shop();
  const auto home = shop->json(products_of("home") + "?timeFrame=month&limit=100");
  CHECK(home["totalProducts"] == 6);
  CHECK(home["categoryId"] == 1);
  CHECK(home == shop->json(products_of("1") + "?timeFrame=month&limit=100"));
}

TEST_CASE("the second page goes on where the first one ends, and ascending is the reverse") {
  const auto shop = open_shop();
  const std::string question = products_of("home") + "?timeFrame=week";
  const auto all = shop->json(question + "&limit=100")["products"];
  CHECK(all.size() == 6);
  for (std::size_t i = 0; i + 1 < all.size(); ++i)
    CHECK(micro(all[i]["expectedAmount"]) >= micro(all[i + 1]["expectedAmount"]));
  std::vector<int> paged;
  for (const auto* page : {"1", "2"}) {
    const auto answer = shop->json(question + "&limit=4&page=" + page);
    for (const auto& row : answer["products"]) paged.push_back(row["productId"]);
  }
  std::vector<int> whole;
  for (const auto& row : all) whole.push_back(row["productId"]);
  CHECK(paged == whole);
  const auto ascending = shop->json(question + "&limit=100&sort=asc")["products"];
  CHECK(ordered_json(std::vector<ordered_json>(all.rbegin(), all.rend())) == ascending);
  CHECK(shop->json(question + "&page=3")["products"].empty());
}

TEST_CASE("of two that sell the same the lower id comes first") {
  const auto shop = open_shop();
  const auto rows = shop->json(products_of("mugs") + "?timeFrame=year")["products"];
  std::vector<int> ids;
  for (const auto& row : rows) ids.push_back(row["productId"]);
  const auto twin = std::ranges::find(ids, 1103);
  REQUIRE(twin + 1 < ids.end());
  CHECK(*(twin + 1) == 1104);
}

TEST_CASE("every bad parameter is named at once") {
  const auto shop = open_shop();
  const auto response = shop->get(
      kCategories + "?timeFrame=decade&limit=101&page=0&sort=up&window=soon&dateTime=yesterday&cycle=&page=2&lmit=3");
  CHECK(response.status == 400);
  CHECK(response.headers.get("Content-Type") == "application/problem+json");
  std::vector<std::string> pointers;
  const auto problem = ordered_json::parse(response.body);
  for (const auto& error : problem["errors"]) pointers.push_back(error["pointer"]);
  CHECK(pointers == std::vector<std::string>{"?timeFrame", "?limit", "?page", "?sort", "?window", "?dateTime", "?cycle",
                                             "?page", "?lmit"});
  CHECK(problem["errors"].back()["message"].get<std::string>().ends_with("did you mean limit?"));
}

TEST_CASE("one bad parameter is one bad field") {
  const auto shop = open_shop();
  const auto query = GENERATE(
      "", "?limit=5", "?timeFrame=Week", "?timeFrame=week&limit=", "?timeFrame=week&limit=0",
      "?timeFrame=week&limit=-1", "?timeFrame=week&limit=1.5", "?timeFrame=week&page=99999999999",
      "?timeFrame=week&sort=", "?timeFrame=week&dateTime=2025-13-01", "?timeFrame=week&dateTime=2025-11-20T25:00:00Z",
      "?timeFrame=week&timeFrame=week", "?timeFrame=week&asOf=yesterday");
  for (const auto& path : {kCategories, products_of("42")}) {
    CAPTURE(path, query);
    const auto response = shop->get(path + query);
    CHECK(response.status == 400);
    CHECK(ordered_json::parse(response.body)["errors"].size() == 1);
  }
}

TEST_CASE("a moment may be written as the brief does, as a date, or as RFC 3339, and is meant in local time") {
  const auto shop = open_shop();
  const auto start = [&](const std::string& moment) {
    return shop->json(kCategories + "?timeFrame=day&dateTime=" + moment)["periodStart"].get<std::string>();
  };
  CHECK(start("2025-12-24:23:59:59") == "2025-12-23T23:00:00Z");
  CHECK(start("2025-12-24") == "2025-12-23T23:00:00Z");
  CHECK(start("2025-12-24T23:30:00Z") == "2025-12-24T23:00:00Z");
  CHECK(start("2025-12-25T00:30:00%2B01:00") == "2025-12-24T23:00:00Z");
}

TEST_CASE("what is not there is 404, and says what was meant") {
  const auto shop = open_shop();
  const auto detail = [&](const std::string& target, std::string_view type) {
    const auto response = shop->get(target);
    CHECK(response.status == 404);
    const auto problem = ordered_json::parse(response.body);
    CHECK(problem["type"].get<std::string>().ends_with(type));
    return problem["detail"].get<std::string>();
  };
  CHECK(detail("/api/v1/predictions/customer/1/marketplace/DEE/categories?timeFrame=week", "unknown-marketplace")
            .ends_with("did you mean DE?"));
  CHECK(detail(products_of("electr") + "?timeFrame=week", "unknown-category").ends_with("did you mean elec?"));
  CHECK(detail(products_of("43") + "?timeFrame=week", "unknown-category").find("'43'") != std::string::npos);
  const auto beyond = detail(kCategories + "?timeFrame=month&dateTime=2031-01-01", "beyond-horizon");
  CHECK(beyond.ends_with("The last month that can be answered is 2026-11-01 to 2026-11-30."));
  CHECK(detail(kCategories + "?timeFrame=week&cycle=DE-20200101-1", "table-not-kept").find("DE-20251120-1") !=
        std::string::npos);
}

TEST_CASE("before the first table the answer is: later") {
  Shop shop;
  const auto response = shop.get(kCategories + "?timeFrame=week");
  CHECK(response.status == 503);
  CHECK(response.headers.get("Retry-After"));
}

TEST_CASE("a marketplace that is served but has no table yet is not unknown") {
  const auto shop =
      open_shop({.serves_marketplace = [](std::string_view name) { return name == "DE" || name == "FR"; }});
  CHECK(shop->get("/api/v1/predictions/customer/1/marketplace/FR/categories?timeFrame=week").status == 503);
  CHECK(shop->get("/api/v1/predictions/customer/1/marketplace/US/categories?timeFrame=week").status == 404);
}

TEST_CASE("a period that is over is answered by what was promised before it began") {
  const auto shop = std::make_unique<Shop>();
  shop->publish(small_cube("DE-early", date(2025, 11, 14)), "2025-11-15T06:00:00Z");
  shop->publish(small_cube("DE-within", date(2025, 11, 17)), "2025-11-18T06:00:00Z");
  shop->publish(small_cube("DE-late", date(2025, 11, 30)), "2025-12-01T06:00:00Z");
  shop->clock.move_to(at("2025-12-01T10:00:00Z"));
  const auto response = shop->get(kCategories + "?timeFrame=week&dateTime=2025-11-19");
  CHECK(response.status == 200);
  CHECK(response.headers.get("X-Data-Cut") == "2025-11-14");
  const auto too_old = shop->get(kCategories + "?timeFrame=week&dateTime=2025-11-03");
  CHECK(too_old.status == 404);
  CHECK(ordered_json::parse(too_old.body)["detail"].get<std::string>().find("DE-early") != std::string::npos);
  CHECK(shop->get(kCategories + "?timeFrame=week").headers.get("X-Data-Cut") == "2025-11-30");
}

TEST_CASE("with the clock pinned to the data a table is as old as its data, whenever it was published") {
  const auto shop = std::make_unique<Shop>(api::Options{.pinned_now = true});
  shop->publish(small_cube("DE-early", date(2025, 11, 14)), "2031-01-01T06:00:00Z");
  shop->publish(small_cube("DE-within", date(2025, 11, 17)), "2031-01-01T06:00:01Z");
  shop->publish(small_cube("DE-late", date(2025, 11, 30)), "2031-01-01T06:00:02Z");
  shop->clock.move_to(at("2031-01-01T10:00:00Z"));
  const auto response = shop->get(kCategories + "?timeFrame=week&dateTime=2025-11-19");
  CHECK(response.status == 200);
  CHECK(response.headers.get("X-Data-Cut") == "2025-11-14");
  CHECK(shop->get(kCategories + "?timeFrame=week&dateTime=2025-11-10").status == 404);
}

TEST_CASE("only what may need another table, or counts sales, is left to a thread that nobody waits for") {
  const auto shop = open_shop();
  shop->publish(small_cube("DE-20251120-2"), "2025-11-20T09:00:00Z");
  const auto takes_long = [&](const std::string& question) {
    auto request = request_for("GET", kCategories + "?timeFrame=week" + question);
    REQUIRE(http::read_target(request));
    const auto match = shop->router().match(request);
    return match.route->takes_long(request);
  };
  for (const auto* const quick : {"", "&window=rolling", "&dateTime=2025-11-20", "&dateTime=2025-12-01", "&dateTime=x",
                                  "&cycle=DE-20251120-2&page=2"})
    CHECK_FALSE(takes_long(quick));
  for (const auto* const slow : {"&cycle=DE-20251120-1", "&dateTime=2025-11-19", "&live=true"}) CHECK(takes_long(slow));
}

TEST_CASE("the links of a page sequence stay with one table while the next one is published") {
  const auto shop = open_shop();
  const auto question = products_of("home") + "?timeFrame=week&limit=2";
  const auto first_page = shop->get(question);
  CHECK(link(first_page, "prev").empty());
  const auto whole = shop->json(products_of("home") + "?timeFrame=week&limit=6")["products"];
  auto changed = small_cube("DE-20251120-2");
  std::ranges::reverse(changed.cells);
  shop->publish(changed, "2025-11-20T09:00:00Z");
  const auto second = shop->json(link(first_page, "next"));
  CHECK(second["page"] == 2);
  CHECK(second["products"][0] == whole[2]);
  const auto last = shop->get(link(first_page, "last"));
  CHECK(link(last, "next").empty());
  CHECK(ordered_json::parse(last.body)["products"][1] == whole[5]);
  CHECK(shop->json(question)["products"][0] != whole[0]);
}

TEST_CASE("an answer that the caller holds is 304, until another table serves") {
  const auto shop = open_shop();
  const auto target = kCategories + "?timeFrame=week";
  const auto full = shop->get(target);
  auto request = request_for("GET", target);
  request.headers.set("If-None-Match", "\"other\", W/" + std::string(full.headers.get("ETag").value()));
  const auto held = shop->send(request);
  CHECK(held.status == 304);
  CHECK(held.body.empty());
  for (const auto* name : {"ETag", "Cache-Control", "Vary", "X-Data-Cut", "X-Model-Version"}) {
    CHECK(held.headers.get(name) == full.headers.get(name));
  }
  CHECK(full.headers.get("Cache-Control") == "private, max-age=14400");
  CHECK(full.headers.get("Vary") == "Authorization, Cookie, Accept, Accept-Encoding");
  shop->publish(small_cube("DE-20251120-2"), "2025-11-20T09:00:00Z");
  CHECK(shop->send(request).status == 200);
}

TEST_CASE("an answer about today is not kept beyond midnight") {
  const auto shop = open_shop({.next_refresh_due = [] { return at("2025-11-21T06:00:00Z"); }});
  shop->clock.move_to(at("2025-11-20T22:00:00Z"));
  CHECK(shop->get(kCategories + "?timeFrame=day").headers.get("Cache-Control") == "private, max-age=3600");
  CHECK(shop->get(kCategories + "?timeFrame=day&window=rolling").headers.get("Cache-Control") ==
        "private, max-age=28800");
}

TEST_CASE("a cached answer is the same, but for who asks") {
  const auto shop = open_shop();
  const auto one = shop->json(kCategories + "?timeFrame=week");
  auto other = shop->json("/api/v1/predictions/customer/me/marketplace/DE/categories?timeFrame=week");
  CHECK(other["customerId"] == "me");
  other["customerId"] = 1234;
  CHECK(other == one);
}

TEST_CASE("with the clock pinned to the data the day after the cut is today") {
  const auto shop = open_shop({.pinned_now = true});
  shop->clock.move_to(at("2031-01-01T00:00:00Z"));
  CHECK(shop->json(kCategories + "?timeFrame=day")["periodStart"] == "2025-11-19T23:00:00Z");
}
