// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "unit/api/shop.hpp"
#include "unit/orders/order_desk.hpp"

#include <sstream>

using namespace shelfcast;
using namespace shelfcast::test;
using nlohmann::ordered_json;

namespace {

const std::string kOrder = R"({"orderId":"A-17","merchantId":1,"orderTime":"2025-11-20T11:59:00Z","currency":"EUR",)"
                           R"("items":[{"lineId":"a","productId":100,"quantity":2,"unitPrice":10.5}]})";

/// The API over a desk of its own.
struct OrderApi {
  explicit OrderApi(api::Options options = {.loopback_only = true}) : shop(std::move(options)) {
    shop.orders = desk.desk.get();
  }

  http::Response post(std::string target, std::string body, const http::Headers& headers = {},
                      std::string_view type = "application/json") {
    auto request = request_for("POST", std::move(target));
    for (const auto& [name, value] : headers.fields) request.headers.set(name, value);
    if (!body.empty()) request.headers.set("Content-Type", type);
    request.body = std::move(body);
    request.local = true;
    return shop.send(request);
  }
  std::vector<ordered_json> post_bulk(const std::string& rows, const std::string& query = "",
                                      const http::Headers& headers = {}) {
    const auto answer = post("/api/v1/orders:bulk" + query, rows, headers, "application/x-ndjson");
    REQUIRE(answer.status == 200);
    std::vector<ordered_json> results;
    std::istringstream lines(answer.body);
    for (std::string line; std::getline(lines, line);) results.push_back(ordered_json::parse(line));
    return results;
  }

  testing::OrderDesk desk;
  Shop shop;
};

http::Headers key(std::string_view value) {
  http::Headers headers;
  headers.set("Idempotency-Key", value);
  return headers;
}

std::string pointers_in(const http::Response& answer) {
  std::string all;
  const auto problem = ordered_json::parse(answer.body);
  for (const auto& error : problem["errors"]) {
    all += (all.empty() ? "" : ", ") + error["pointer"].get<std::string>() + " " + error["code"].get<std::string>();
  }
  return all;
}

}  // namespace

TEST_CASE("an order is created, shown, and not created again") {
  OrderApi api;
  const auto created = api.post("/v1/orders", kOrder);
  CHECK(created.status == 201);
  CHECK(created.headers.get("Location") == "/api/v1/orders/A-17?marketplaceId=DE");
  const auto shown = api.shop.get("/api/v1/orders/A-17");
  CHECK(shown.body == created.body);
  const auto order = ordered_json::parse(shown.body);
  CHECK(order["merchantId"] == 1);
  CHECK(order["orderTime"] == "2025-11-20T11:59:00Z");
  CHECK(order["status"] == "placed");
  CHECK(order["units"] == 2);
  CHECK(order["amount"] == 21.0);
  CHECK(order["items"][0]["categoryKey"] == "11");
  CHECK(order["items"][0]["unitPrice"] == 10.5);

  CHECK(api.post("/api/v1/orders", kOrder).status == 200);
  auto other = kOrder;
  other.replace(other.find("10.5"), 4, "10.6");
  CHECK(api.post("/v1/orders", other).status == 409);
  CHECK(api.shop.get("/api/v1/orders/B-18").status == 404);
  CHECK(api.shop.get("/api/v1/orders/A-17?market=DE").status == 400);
}

TEST_CASE("all that is wrong with an order is said at once, by pointer") {
  OrderApi api;
  const auto answer = api.post("/v1/orders", R"({"orderId":["A"],"merchantId":true,"orderTime":"yesterday",
    "buyer":{"name":"Jane","tags":[1,{"x":[]}]},"currency":"EUR","currency":"EUR",
    "items":[{"lineId":"a","productId":"tea","quantity":-1,"unitPrice":1.999},{"quantity":"2","extra/field":1},7]})");
  CHECK(answer.status == 422);
  CHECK(pointers_in(answer) ==
        "/orderId invalid, /merchantId invalid, /orderTime invalid, /buyer unknown, /currency repeated, "
        "/items/0/unitPrice invalid, /items/1/quantity invalid, /items/1/extra~1field unknown, "
        "/items/1/lineId missing, /items/1/productId missing, /items/1/unitPrice missing, /items invalid, "
        "/items/0/quantity bad_quantity");
  CHECK(answer.body.find("Jane") == std::string::npos);
  CHECK(pointers_in(api.post("/v1/orders", "{}")) ==
        "/merchantId missing, /orderTime missing, /currency missing, /items missing");
  CHECK(pointers_in(api.post("/v1/orders", R"({"items":{}})")).starts_with("/items invalid"));
  CHECK(pointers_in(api.post("/v1/orders", "[]")).starts_with(" invalid"));
  CHECK(api.post("/v1/orders", R"({"merchantId":1)").status == 400);
  CHECK(api.post("/v1/orders", "{\"orderId\":\"\xff\"}").status == 400);
  CHECK(api.post("/v1/orders", kOrder, {}, "text/plain").status == 415);
}

TEST_CASE("lines are cancelled, returned and corrected at the order's own address") {
  OrderApi api;
  REQUIRE(api.post("/v1/orders", kOrder).status == 201);
  const auto corrected =
      api.post("/api/v1/orders/A-17:correct", R"({"items":[{"lineId":"a","quantity":3,"unitPrice":2}]})");
  CHECK(corrected.status == 200);
  CHECK(ordered_json::parse(corrected.body)["amount"] == 6.0);
  const auto returned = api.post("/api/v1/orders/A-17:return", R"({"items":[{"lineId":"a","quantity":1}]})");
  CHECK(ordered_json::parse(returned.body)["items"][0]["returned"] == 1);
  CHECK(pointers_in(api.post("/api/v1/orders/A-17:return", R"({"items":[{"lineId":"a","quantity":3}]})")) ==
        "/items/0/quantity too_many");
  CHECK(pointers_in(api.post("/api/v1/orders/A-17:cancel", R"({"items":[{"lineId":"a","quantity":1}]})")) ==
        "/items/0/quantity unknown");
  CHECK(pointers_in(api.post("/api/v1/orders/A-17:correct", "{}")) == "/items missing");
  const auto cancelled = api.post("/api/v1/orders/A-17:cancel", "");
  CHECK(ordered_json::parse(cancelled.body)["status"] == "cancelled");
  CHECK(api.post("/api/v1/orders/B-18:cancel", "").status == 404);
}

TEST_CASE("an idempotency key repeats the answer, and belongs to one request") {
  OrderApi api;
  auto body = kOrder;
  body.erase(body.find(R"("orderId":"A-17",)"), 17);
  const auto first = api.post("/v1/orders", body, key("k1"));
  CHECK(first.status == 201);
  const auto again = api.post("/v1/orders", body, key("k1"));
  CHECK(again.status == 201);
  CHECK(again.body == first.body);
  CHECK(again.headers.get("Location") == first.headers.get("Location"));
  const auto reused = api.post("/v1/orders", kOrder, key("k1"));
  CHECK(reused.status == 422);
  CHECK(ordered_json::parse(reused.body)["type"] == "https://shelfcast.dev/problems/idempotency-key-reused");
  for (const auto& wrong : {std::string(256, 'k'), std::string("a b"), std::string()}) {
    CHECK(api.post("/v1/orders", kOrder, key(wrong)).status == 400);
  }
  REQUIRE(api.post("/v1/orders", kOrder).status == 201);
  const std::string one = R"({"items":[{"lineId":"a","quantity":1}]})";
  for (int i = 0; i < 3; ++i) CHECK(api.post("/api/v1/orders/A-17:return", one, key("k2")).status == 200);
  CHECK(api.shop.json("/api/v1/orders/A-17")["units"] == 1);
}

TEST_CASE("orders are written by those who may, and by nobody else") {
  OrderApi open({.admin_token = "sesame", .loopback_only = true});
  CHECK(open.post("/v1/orders", kOrder).status == 401);
  CHECK(open.post("/api/v1/orders:bulk", kOrder, {}, "application/x-ndjson").status == 401);
  http::Headers token;
  token.set("Authorization", "Bearer sesame");
  CHECK(open.post("/v1/orders", kOrder, token).status == 201);
}

TEST_CASE("orders in bulk have a result a row, and a bad row hurts no other") {
  OrderApi api;
  auto other = kOrder;
  other.replace(other.find("A-17"), 4, "B-18");
  const auto results = api.post_bulk(kOrder + "\r\n\n{\"orderId\":\n{}\n" + other + "\n" + kOrder);
  REQUIRE(results.size() == 5);
  CHECK(results[0] == ordered_json::parse(R"({"row":1,"status":201,"orderId":"A-17","marketplaceId":"DE"})"));
  CHECK(results[1]["row"] == 3);
  CHECK(results[1]["status"] == 400);
  CHECK(results[2]["status"] == 422);
  CHECK(results[2]["errors"].size() == 4);
  CHECK(results[3]["status"] == 201);
  CHECK(results[4]["status"] == 200);
  CHECK(api.shop.get("/api/v1/orders/B-18").status == 200);
  CHECK(api.desk.log.writes == 1);
}

TEST_CASE("a bulk load sent again under its key repeats what was done and does what was not") {
  OrderApi api;
  auto row = kOrder;
  row.erase(row.find(R"("orderId":"A-17",)"), 17);
  const auto first = api.post_bulk(row + "\n" + row + "\n", "", key("load"));
  CHECK(first[0]["orderId"] != first[1]["orderId"]);
  const auto again = api.post_bulk(row + "\n" + row + "\n" + row, "", key("load"));
  CHECK(again[0] == first[0]);
  CHECK(again[1] == first[1]);
  CHECK(again[2]["status"] == 201);
  CHECK(api.desk.events().size() == 3);
}

TEST_CASE("a dry run says the same and writes nothing") {
  OrderApi api;
  const auto results = api.post_bulk(kOrder + "\n" + kOrder + "\n{}", "?dryRun=true");
  CHECK(results[0]["status"] == 201);
  CHECK(results[1]["status"] == 200);
  CHECK(results[2]["status"] == 422);
  CHECK(api.desk.log.writes == 0);
  CHECK(api.shop.get("/api/v1/orders/A-17").status == 404);
  CHECK(api.post("/api/v1/orders:bulk?dryRun=maybe", kOrder, {}, "application/x-ndjson").status == 400);
}

TEST_CASE("an order that finds no room is told when to come back") {
  OrderApi api;
  api.desk.desk->stop();
  const auto answer = api.post("/v1/orders", kOrder);
  CHECK(answer.status == 503);
  CHECK(answer.headers.get("Retry-After") == "1");
}
