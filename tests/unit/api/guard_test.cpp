// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "shelfcast/http/web_socket.hpp"
#include "unit/api/guarded_shop.hpp"

#include <set>

using namespace shelfcast;
using namespace shelfcast::test;
using identity::Role;
using nlohmann::ordered_json;

namespace {

/// A route, a sound request to it, who may make that, and whose it is.
struct Row {
  std::string_view method;
  std::string_view route;
  std::string_view target;
  std::string_view who;    ///< n nobody, s the seller it is about, a analyst, o operator, A admin
  std::string_view owner;  ///< that seller; empty: it is about everybody, any seller may
  std::string_view body = {};
};

constexpr std::string_view kOwnOrder =
    R"({"merchantId":"1","orderTime":"2025-11-20T11:59:00Z","currency":"EUR","items":[{"lineId":"a","productId":100,"quantity":1,"unitPrice":1}]})";
constexpr std::string_view kMarket = R"({"marketplaceId":"DE"})";

constexpr std::array kRows{
    Row{"GET", "/livez", "/livez", "nsaoA", ""},
    Row{"GET", "/readyz", "/readyz", "nsaoA", ""},
    Row{"GET", "/health", "/health", "nsaoA", ""},
    Row{"GET", "/metrics", "/metrics", "aoA", ""},
    Row{"GET", "/openapi.json", "/openapi.json", "nsaoA", ""},
    Row{"GET", "/problems", "/problems", "nsaoA", ""},
    Row{"GET", "/problems/{type}", "/problems/not-found", "nsaoA", ""},
    Row{"GET", "/runbooks", "/runbooks", "nsaoA", ""},
    Row{"GET", "/runbooks/{rule}", "/runbooks/stale-data", "nsaoA", ""},
    Row{"GET", "/api/v1/predictions/customer/{customerId}/marketplace/{marketplaceId}/categories",
        "/api/v1/predictions/customer/5678/marketplace/DE/categories?timeFrame=week", "saoA", "5678"},
    Row{"GET", "/api/v1/predictions/customer/{customerId}/{marketplaceId}/categories/{categoryId}/products",
        "/api/v1/predictions/customer/5678/DE/categories/11/products?timeFrame=week", "saoA", "5678"},
    Row{"GET", "/api/v1/products/{id}", "/api/v1/products/1101?marketplaceId=DE", "saoA", "5678"},
    Row{"GET", "/api/v1/products/{id}/why", "/api/v1/products/SKU-1101/why?timeFrame=week&window=rolling", "saoA",
        "5678"},
    Row{"GET", "/api/v1/products/{id}/moved", "/api/v1/products/1101/moved?timeFrame=week&window=rolling", "saoA",
        "tech"},
    Row{"GET", "/api/v1/products/{id}/similar", "/api/v1/products/1101/similar?marketplaceId=DE", "saoA", "tech"},
    Row{"GET", "/api/v1/products/{id}/features", "/api/v1/products/1101/features?marketplaceId=DE", "saoA", "tech"},
    Row{"GET", "/api/v1/categories/{id}/why", "/api/v1/categories/11/why?timeFrame=week&window=rolling", "saoA", ""},
    Row{"GET", "/api/v1/categories/{id}/moved", "/api/v1/categories/11/moved?timeFrame=week&window=rolling", "saoA",
        ""},
    Row{"GET", "/api/v1/events", "/api/v1/events", "saoA", ""},
    Row{"POST", "/api/v1/feedback", "/api/v1/feedback", "saoA", "5678",
        R"({"productId":"1101","timeFrame":"week","verdict":"right"})"},
    Row{"GET", "/api/v1/feedback", "/api/v1/feedback", "oA", ""},
    Row{"GET", "/graphql", "/graphql?query={__typename}", "saoA", ""},
    Row{"POST", "/graphql", "/graphql", "saoA", "", R"({"query":"{__typename}"})"},
    Row{"GET", "/api/v1/search", "/api/v1/search?q=tea&kind=product", "saoA", ""},
    Row{"GET", "/api/v1/movers", "/api/v1/movers?marketplaceId=DE", "saoA", ""},
    Row{"GET", "/api/v1/categories", "/api/v1/categories?marketplaceId=DE", "saoA", ""},
    Row{"GET", "/api/v1/marketplaces", "/api/v1/marketplaces", "saoA", ""},
    Row{"GET", "/forecast/top-categories", "/forecast/top-categories?merchant_id=5678&bucket_type=WEEK", "saoA",
        "5678"},
    Row{"GET", "/forecast/compare-models", "/forecast/compare-models?merchant_id=5678", "saoA", "5678"},
    Row{"GET", "/api/v1/jobs/{id}", "/api/v1/jobs/DE-20251120-1-models", "saoA", ""},
    Row{"GET", "/api/v1/coverage", "/api/v1/coverage?marketplaceId=DE", "saoA", ""},
    Row{"GET", "/api/top-categories", "/api/top-categories?merchantId=1&bucketType=DAY", "saoA", "1"},
    Row{"GET", "/api/top-products", "/api/top-products?merchantId=1&bucketType=DAY", "saoA", "1"},
    Row{"GET", "/api/v1/sales", "/api/v1/sales?sellerId=1&from=2025-11-20", "saoA", "1"},
    Row{"GET", "/api/v1/sales/expected", "/api/v1/sales/expected?sellerId=5678", "saoA", "5678"},
    Row{"GET", "/api/v1/orders/{id}", "/api/v1/orders/A-1?marketplaceId=DE", "soA", "1"},
    Row{"POST", "/v1/orders", "/v1/orders", "soA", "1", kOwnOrder},
    Row{"POST", "/api/v1/orders", "/api/v1/orders", "soA", "1", kOwnOrder},
    Row{"POST", "/api/v1/orders:bulk", "/api/v1/orders:bulk", "soA", "1", kOwnOrder},
    Row{"POST", "/api/v1/orders/{id}:cancel", "/api/v1/orders/A-1:cancel", "soA", "1", kMarket},
    Row{"POST", "/api/v1/orders/{id}:return", "/api/v1/orders/A-1:return", "soA", "1", kMarket},
    Row{"POST", "/api/v1/orders/{id}:correct", "/api/v1/orders/A-1:correct", "soA", "1", kMarket},
    Row{"GET", "/api/v1/cycles", "/api/v1/cycles", "aoA", ""},
    Row{"GET", "/api/v1/cycles/{id}", "/api/v1/cycles/DE-1", "aoA", ""},
    Row{"POST", "/api/v1/cycles", "/api/v1/cycles", "oA", "", kMarket},
    Row{"GET", "/api/v1/models", "/api/v1/models?marketplaceId=DE", "aoA", ""},
    Row{"GET", "/api/v1/models/{version}", "/api/v1/models/DE-1", "aoA", ""},
    Row{"POST", "/api/v1/models/{version}:promote", "/api/v1/models/DE-1:promote", "oA", ""},
    Row{"POST", "/api/v1/models/{version}:archive", "/api/v1/models/DE-1:archive", "oA", ""},
    Row{"POST", "/api/v1/models:rollback", "/api/v1/models:rollback", "oA", "", kMarket},
    Row{"POST", "/api/v1/models:unpin", "/api/v1/models:unpin", "oA", "", kMarket},
    Row{"GET", "/api/v1/dead-letters", "/api/v1/dead-letters?marketplaceId=DE", "oA", ""},
    Row{"POST", "/api/v1/dead-letters:replay", "/api/v1/dead-letters:replay", "oA", "", kMarket},
    Row{"POST", "/api/v1/dead-letters:drop", "/api/v1/dead-letters:drop", "oA", "", kMarket},
    Row{"GET", "/api/v1/loads", "/api/v1/loads", "aoA", ""},
    Row{"POST", "/api/v1/loads/{id}:accept", "/api/v1/loads/1:accept", "oA", ""},
    Row{"POST", "/api/v1/loads/{id}:reject", "/api/v1/loads/1:reject", "oA", ""},
    Row{"GET", "/api/v1/alerts", "/api/v1/alerts?sellerId=5678", "saoA", "5678"},
    Row{"GET", "/api/v1/alerts/{id}", "/api/v1/alerts/1", "saoA", "5678"},
    Row{"GET", "/api/v1/alert-summary", "/api/v1/alert-summary", "saoA", ""},
    Row{"GET", "/api/v1/alert-rules", "/api/v1/alert-rules", "saoA", ""},
    Row{"POST", "/api/v1/alerts:acknowledge", "/api/v1/alerts:acknowledge", "soA", "", R"({"ids":[99]})"},
    Row{"POST", "/api/v1/alerts:snooze", "/api/v1/alerts:snooze", "soA", "", R"({"ids":[99]})"},
    Row{"POST", "/api/v1/alerts:reopen", "/api/v1/alerts:reopen", "soA", "", R"({"ids":[99]})"},
    Row{"GET", "/api/v1/alert-letters", "/api/v1/alert-letters", "oA", ""},
    Row{"POST", "/api/v1/alert-letters:send-again", "/api/v1/alert-letters:send-again", "oA", "", R"({"ids":[99]})"},
    Row{"GET", "/api/v1/alert-preferences", "/api/v1/alert-preferences?marketplaceId=DE&sellerId=5678", "saoA", "5678"},
    Row{"PUT", "/api/v1/alert-preferences", "/api/v1/alert-preferences?marketplaceId=DE&sellerId=5678", "soA", "5678",
        R"({"cadence":"hourly"})"},
    Row{"GET", "/api/v1/tags", "/api/v1/tags?marketplaceId=DE", "saoA", ""},
    Row{"POST", "/api/v1/tags:change", "/api/v1/tags:change?marketplaceId=DE", "saoA", "",
        R"({"productIds":[1101],"add":["watch"]})"},
    Row{"POST", "/api/v1/keys", "/api/v1/keys", "A", "", R"({"name":"n","role":"analyst"})"},
    Row{"GET", "/api/v1/keys", "/api/v1/keys", "A", ""},
    Row{"POST", "/api/v1/keys/{id}:revoke", "/api/v1/keys/none:revoke", "A", ""},
    Row{"GET", "/api/v1/audit", "/api/v1/audit", "A", ""},
    Row{"POST", "/api/v1/token", "/api/v1/token", "saoA", ""},
    Row{"POST", "/api/v1/token:refresh", "/api/v1/token:refresh", "nsaoA", "", R"({"refreshToken":7})"},
    Row{"POST", "/api/v1/token:revoke", "/api/v1/token:revoke", "nsaoA", "", R"({"refreshToken":"scr_none"})"},
    Row{"GET", "/api/v1/me", "/api/v1/me", "saoA", ""},
    Row{"GET", "/.well-known/jwks.json", "/.well-known/jwks.json", "nsaoA", ""},
};

bool is_let_through(const http::Response& answer) {
  return answer.status != 401 && answer.status != 403;
}

std::string asked(const Row& row) {
  return std::string(row.method) + ' ' + std::string(row.target);
}

/// An order A-1 of the merchant 1.
void place_order(GuardedShop& shop) {
  std::string order(kOwnOrder);
  order.insert(1, R"("orderId":"A-1",)");
  REQUIRE(shop.ask("POST", "/api/v1/orders", "sesame", order).status == 201);
}

}  // namespace

TEST_CASE("every route is in the table of who may, and nothing else is") {
  GuardedShop shop;
  std::set<std::string> routes;
  std::set<std::string> rows;
  for (const auto& route : shop.shop.router().routes()) routes.insert(route.method + ' ' + route.path);
  for (const auto& row : kRows) rows.insert(std::string(row.method) + ' ' + std::string(row.route));
  CHECK(rows == routes);
}

TEST_CASE("every route lets those through who may, and nobody else: route by role by whose it is") {
  GuardedShop shop;
  place_order(shop);
  REQUIRE(shop.alerts.find_spike("tech") == 1);
  const std::map<char, std::string> keys{{'n', ""},
                                         {'a', shop.key_for(Role::analyst)},
                                         {'o', shop.key_for(Role::operating)},
                                         {'A', shop.key_for(Role::admin)}};
  const std::string stranger = shop.key_for(Role::seller, "999");
  for (const auto& row : kRows) {
    INFO(asked(row));
    const auto ask = [&](const std::string& key) {
      return shop.ask(std::string(row.method), std::string(row.target), key, std::string(row.body));
    };
    for (const auto& [who, key] : keys) {
      INFO("as " << who);
      const auto answer = ask(key);
      CHECK(is_let_through(answer) == row.who.contains(who));
      if (!row.who.contains(who)) CHECK(answer.status == (who == 'n' ? 401 : 403));
      if (answer.status == 401) CHECK(answer.headers.get("WWW-Authenticate")->starts_with("Bearer"));
    }
    const bool sellers_may = row.who.contains('s');
    if (!row.owner.empty())
      CHECK(is_let_through(ask(shop.key_for(Role::seller, std::string(row.owner)))) == sellers_may);
    const auto as_stranger = ask(stranger);
    CHECK(is_let_through(as_stranger) == (sellers_may && row.owner.empty()));
    if (!is_let_through(as_stranger)) CHECK(as_stranger.status == 403);
  }
}

TEST_CASE("a WebSocket is let in as its route is, but for GraphQL's, which may bring its credentials later") {
  GuardedShop shop;
  const auto status = [&](std::string target, const std::string& key) {
    auto request = upgrade_for(std::move(target));
    request.headers.set("Sec-WebSocket-Protocol", "graphql-transport-ws");
    if (!key.empty()) request.headers.set("Authorization", "Bearer " + key);
    const auto answer = shop.shop.send(request);
    if (answer.upgrade) answer.upgrade->socket->abandon();
    return answer.status;
  };
  for (const auto* const target : {"/api/v1/events", "/graphql"}) {
    INFO(target);
    for (const auto role : {Role::seller, Role::analyst, Role::operating, Role::admin})
      CHECK(status(target, shop.key_for(role, role == Role::seller ? "999" : "")) == 101);
    CHECK(status(target, shop.key_for(Role::admin, {}, identity::scopes_in("search:read"))) == 403);
    CHECK(status(target, "sck_wrong") == 401);
  }
  CHECK(status("/api/v1/events", "") == 401);
  CHECK(status("/graphql", "") == 101);
  CHECK(status("/api/v1/cycles", "") == 401);
}

TEST_CASE("a key with one scope opens what needs it, whatever its role") {
  GuardedShop shop;
  place_order(shop);
  const auto key = shop.key_for(Role::admin, {}, identity::scopes_in("search:read"));
  for (const auto& row : kRows) {
    INFO(asked(row));
    const auto answer = shop.ask(std::string(row.method), std::string(row.target), key, std::string(row.body));
    const bool is_everyones = row.who.contains('n') || row.route == "/api/v1/me" || row.route == "/api/v1/token";
    CHECK(is_let_through(answer) == (is_everyones || row.route == "/api/v1/search"));
  }
}

TEST_CASE("a seller asks GraphQL only about itself, and everybody only what their scopes reach") {
  GuardedShop shop;
  const auto seller = shop.key_for(Role::seller, "5678");
  const auto ask = [&](const std::string& key, std::string_view query) {
    const auto answer = shop.ask("POST", "/graphql", key, ordered_json{{"query", query}}.dump());
    REQUIRE(answer.status == 200);
    const auto told = ordered_json::parse(answer.body);
    return told.contains("errors") ? told["errors"][0]["extensions"]["code"].get<std::string>() : "answered";
  };
  constexpr std::string_view kDetail = R"({ product(id: "1101") { frames { rank } } })";
  CHECK(ask(seller, kDetail) == "answered");
  CHECK(ask(seller, R"({ predictions(timeFrame: WEEK, sellerId: "5678") { totalCategories } })") == "answered");
  CHECK(ask(seller, R"({ predictions(timeFrame: WEEK) { categories { topProducts { name rank } } } })") == "answered");
  CHECK(ask(seller, R"({ search(text: "tea", kind: CATEGORY) { name } })") == "answered");
  CHECK(ask(seller, R"({ search(text: "tea") { name } })") == "another-sellers");
  CHECK(ask(seller, "{ cycles { id } }") == "forbidden");
  CHECK(ask(shop.key_for(Role::analyst), "{ cycles { id } }") == "answered");
  const auto stranger = shop.key_for(Role::seller, "999");
  CHECK(ask(stranger, kDetail) == "another-sellers");  // though it was answered, and kept, for the other one
  for (const auto* const field : {"history { day }", "calendar { stockOuts { firstDay } }", "forecast { firstDay }",
                                  "similar { likeness }", "rankHistory { rank }"}) {
    INFO(field);
    CHECK(ask(stranger, fmt::format(R"({{ product(id: "1101") {{ {} }} }})", field)) == "another-sellers");
  }
  CHECK(ask(stranger, R"({ predictions(timeFrame: WEEK, sellerId: "5678") { totalCategories } })") ==
        "another-sellers");
  CHECK(ask(stranger,
            R"(mutation { giveFeedback(feedback: {productId: "1101", timeFrame: WEEK, verdict: RIGHT}) { id } })") ==
        "another-sellers");
  const auto rankings_only = shop.key_for(Role::analyst, {}, identity::scopes_in("predictions:read"));
  CHECK(ask(rankings_only, kDetail) == "forbidden");
  CHECK(ask(rankings_only, R"({ search(text: "tea") { name } })") == "forbidden");
  CHECK(ask(rankings_only,
            R"(mutation { giveFeedback(feedback: {productId: "1101", timeFrame: WEEK, verdict: RIGHT}) { id } })") ==
        "forbidden");
}

TEST_CASE("every route: a prepared answer is given to none but those who would be given a fresh one") {
  GuardedShop shop;
  place_order(shop);
  const std::string stranger = shop.key_for(Role::seller, "999");
  const std::vector<std::string> keys{"",
                                      "wrong",
                                      "sesame",
                                      stranger,
                                      shop.key_for(Role::analyst),
                                      shop.key_for(Role::operating),
                                      shop.key_for(Role::admin),
                                      shop.key_for(Role::admin, {}, identity::scopes_in("search:read"))};
  const auto give = api::give_prepared(shop.shop.identity);
  std::size_t given = 0;
  for (const auto& row : kRows) {
    if (row.method != "GET") continue;
    auto all = keys;
    if (!row.owner.empty()) all.push_back(shop.key_for(Role::seller, std::string(row.owner)));
    for (const auto& key : all) {
      INFO(asked(row) << " with " << key);
      auto request = request_for("GET", std::string(row.target));
      REQUIRE(http::read_target(request));
      const auto* const route = shop.shop.router().match(request).route;
      const auto asker = route->asker.empty() ? std::string() : request.captured.at(route->asker);
      const std::string credentials = "Bearer " + key;
      const std::array<http::HeaderView, 1> headers{{{"Authorization", credentials}}};
      const http::AskedHead head{"GET", row.target, key.empty() ? std::span<const http::HeaderView>() : headers};
      const bool is_given = give(head, {*route, asker}).has_value();
      const bool is_fresh = is_let_through(shop.ask("GET", std::string(row.target), key));
      CHECK((is_fresh || !is_given));
      if (!asker.empty()) CHECK(is_given == is_fresh);
      given += is_given ? 1 : 0;
    }
  }
  CHECK(given > 100);
}

TEST_CASE("a seller asks only about itself, whichever way it names another") {
  GuardedShop shop;
  const auto key = shop.key_for(Role::seller, "5678");
  const std::string own = "/api/v1/predictions/customer/5678/marketplace/DE/categories?timeFrame=week";
  for (const auto* foreign :
       {"/api/v1/predictions/customer/999/marketplace/DE/categories?timeFrame=week",
        "/api/v1/predictions/customer/tech/marketplace/DE/categories?timeFrame=week",
        "/api/v1/predictions/customer/%35678%20/marketplace/DE/categories?timeFrame=week",
        "/api/v1/predictions/customer/999/DE/categories/11/products?timeFrame=week&scope=own",
        "/api/v1/predictions/customer/5678/DE/categories/11/products?timeFrame=week&sellerId=999",
        "/api/v1/predictions/customer/5678/DE/categories/11/products?timeFrame=week&sellerId=5678&sellerId=999",
        "/forecast/top-categories?merchant_id=999", "/forecast/compare-models?merchant_id=",
        "/api/top-products?bucketType=DAY", "/api/top-products?bucketType=DAY&merchantId=999",
        "/api/top-categories?bucketType=DAY&merchantId=5678&merchantId=1", "/api/v1/sales?from=2025-11-20",
        "/api/v1/sales?from=2025-11-20&sellerId=999", "/api/v1/sales/expected", "/api/v1/sales/expected?sellerId=tech",
        "/api/v1/sales?from=2025-11-20&sellerId=5678&merchantId=999", "/api/v1/search?q=tech",
        "/api/v1/search?q=tech&kind=seller", "/api/v1/search?q=tech&kind=product&kind=seller"}) {
    INFO(foreign);
    const auto answer = shop.ask("GET", foreign, key);
    CHECK(answer.status == 403);
    CHECK(ordered_json::parse(answer.body)["type"].get<std::string>().ends_with("another-sellers"));
  }
  CHECK(shop.ask("GET", own, key).status == 200);
  CHECK(shop.ask("GET", own + "&sellerId=5678", key).status == 200);
  CHECK(shop.ask("HEAD", "/api/v1/predictions/customer/999/marketplace/DE/categories?timeFrame=week", key).status ==
        403);
}

TEST_CASE("me is whoever asks") {
  GuardedShop shop;
  const auto mine =
      shop.ask("GET", "/api/v1/predictions/customer/me/marketplace/DE/categories?timeFrame=week&scope=own",
               shop.key_for(Role::seller, "5678"));
  CHECK(mine.status == 200);
  CHECK(ordered_json::parse(mine.body)["customerId"] == 5678);
  const auto nobodys =
      shop.ask("GET", "/api/v1/predictions/customer/me/marketplace/DE/categories?timeFrame=week&scope=own",
               shop.key_for(Role::seller, "999"));
  CHECK(nobodys.status == 404);
}

TEST_CASE("a row of another seller has a whole load refused, and nothing of it is taken") {
  GuardedShop shop;
  const auto key = shop.key_for(Role::seller, "1");
  const std::string own(kOwnOrder);
  std::string foreign(kOwnOrder);
  foreign.replace(foreign.find("\"1\""), 3, "\"anna\"");
  const std::string first = std::string(R"({"orderId":"B-1",)") + own.substr(1);
  CHECK(shop.ask("POST", "/api/v1/orders:bulk", key, first + "\n" + foreign + "\n").status == 403);
  CHECK(shop.ask("GET", "/api/v1/orders/B-1", "sesame").status == 404);
  CHECK(shop.ask("POST", "/api/v1/orders:bulk", key, first + "\r\n\r\n{\n").status == 200);
  CHECK(shop.ask("POST", "/api/v1/orders", key, foreign).status == 403);
  // Said twice it is no order, and whichever is meant nothing is taken.
  const std::string twice = std::string(R"({"merchantId":"anna",)") + own.substr(1);
  CHECK(shop.ask("POST", "/api/v1/orders", key, twice).status >= 400);
}

TEST_CASE("sellers may call their idempotency keys the same, and repeat each its own") {
  GuardedShop shop;
  const auto place = [&](std::string_view target, const std::string& key, const std::string& seller) {
    std::string order(kOwnOrder);
    order.replace(order.find("\"1\""), 3, fmt::format(R"("{}","marketplaceId":"DE")", seller));
    auto request = shop.request("POST", std::string(target), key, order);
    request.headers.set("Idempotency-Key", "k1");
    return shop.shop.send(std::move(request));
  };
  const auto one = shop.key_for(Role::seller, "1");
  const auto anna = shop.key_for(Role::seller, "anna");
  const auto first = place("/api/v1/orders", one, "1");
  CHECK(first.status == 201);
  CHECK(place("/api/v1/orders", anna, "anna").status == 201);
  CHECK(place("/api/v1/orders", one, "1").body == first.body);
  const auto row = [&](const std::string& key, const std::string& seller) {
    return ordered_json::parse(place("/api/v1/orders:bulk", key, seller).body);
  };
  const auto first_row = row(one, "1");
  CHECK(first_row["status"] == 201);
  CHECK(row(anna, "anna")["status"] == 201);
  CHECK(row(one, "1") == first_row);
}

TEST_CASE("what cannot be found out to be a seller's own is not shown to it") {
  GuardedShop shop;
  const auto key = shop.key_for(Role::seller, "5678");
  CHECK(shop.ask("GET", "/api/v1/products/77?marketplaceId=DE", key).status == 404);
  CHECK(shop.ask("GET", "/api/v1/products/1101?marketplaceId=FR", key).status == 403);
  CHECK(shop.ask("GET", "/api/v1/products/1101?marketplaceId=DE&marketplaceId=FR", key).status == 400);
  CHECK(shop.ask("GET", "/api/v1/orders/none", key).status == 404);
}

TEST_CASE("without required credentials who brings none reads, and who brings wrong ones is told") {
  GuardedShop shop(false);
  CHECK(shop.ask("GET", "/api/v1/marketplaces", "").status == 200);
  CHECK(shop.ask("POST", "/api/v1/cycles", "", std::string(kMarket)).status == 401);
  CHECK(shop.ask("GET", "/api/v1/marketplaces", "wrong").status == 401);
  CHECK(shop.ask("POST", "/api/v1/cycles", "sesame", std::string(kMarket)).status == 202);
}

TEST_CASE("a route that does not say what it needs is a bug that is found at once") {
  Shop shop;
  const auto with_route = [&](std::string_view needs) {
    api::Services services{.tables = *shop.tables, .cycles = shop.cycles, .clock = shop.clock, .options = {}};
    return api::routes(
        services, {{"GET", "/new", [](const http::Request&) { return http::Response(); }, http::Pace::quick, needs}});
  };
  CHECK_THROWS(with_route(""));
  CHECK_THROWS(with_route("predictions:raed"));
  CHECK_NOTHROW(with_route("public"));
}

TEST_CASE("every administrative act is written down: who, what, which, how it ended") {
  GuardedShop shop;
  const auto key = shop.key_for(Role::operating);
  shop.ask("POST", "/api/v1/cycles", key, std::string(kMarket));
  shop.ask("POST", "/api/v1/loads/7:accept", key);
  shop.ask("POST", "/api/v1/keys", key, R"({"name":"n","role":"admin"})");
  shop.ask("POST", "/api/v1/cycles", "", std::string(kMarket));  // nobody's: counted, not written
  shop.ask("GET", "/api/v1/loads", key);
  const auto page = ordered_json::parse(shop.ask("GET", "/api/v1/audit?limit=2", "sesame").body);
  REQUIRE(page["entries"].size() == 2);
  CHECK(page["entries"][0]["act"] == "POST /api/v1/keys");
  CHECK(page["entries"][0]["outcome"] == 403);
  CHECK(page["entries"][1]["resource"] == "/api/v1/loads/7:accept");
  const auto rest = ordered_json::parse(
      shop.ask("GET", "/api/v1/audit?limit=2&after=" + page["next"].get<std::string>(), "sesame").body);
  REQUIRE(rest["entries"].size() == 1);
  const auto& first = rest["entries"][0];
  CHECK(first["who"] == "key " + key.substr(4, 12));
  CHECK(first["role"] == "operator");
  CHECK(first["detail"] == kMarket);
  CHECK(first["outcome"] == 202);
  CHECK(first["requestId"] == "r-1");
  CHECK(first["at"] == "2025-11-20T10:00:00Z");
  CHECK(rest["next"].is_null());
  for (const auto* forbidden : {"UPDATE audit SET who = 'x'", "DELETE FROM audit"})
    CHECK_FALSE(shop.database->write("test", [&](storage::Database& open) -> Result<void> {
      auto statement = open.prepare(forbidden);
      if (!statement) return std::unexpected(statement.error());
      const auto done = statement->step();
      return done ? Result<void>() : std::unexpected(done.error());
    }));
}

TEST_CASE("a caller who asks too often fills no log") {
  GuardedShop shop(true, {.per_hour = {3, 0, 0}});
  const auto key = shop.key_for(Role::operating);
  for (int i = 0; i < 3; ++i)
    CHECK(shop.ask("POST", "/api/v1/keys", key, R"({"name":"n","role":"admin"})").status == 403);
  for (int i = 0; i < 9; ++i)
    CHECK(shop.ask("POST", "/api/v1/keys", key, R"({"name":"n","role":"admin"})").status == 429);
  CHECK(ordered_json::parse(shop.ask("GET", "/api/v1/audit?limit=100", "sesame").body)["entries"].size() == 3);
}

TEST_CASE("a key is exchanged for tokens, which are good for all but to be exchanged in turn") {
  GuardedShop shop;
  const auto key = shop.key_for(Role::seller, "5678");
  const auto exchanged = shop.ask("POST", "/api/v1/token", key);
  REQUIRE(exchanged.status == 200);
  const auto access = ordered_json::parse(exchanged.body)["accessToken"].get<std::string>();
  CHECK(shop.ask("GET", "/api/v1/me", access).status == 200);
  const auto refused = shop.ask("POST", "/api/v1/token", access);
  CHECK(refused.status == 401);
  CHECK(refused.headers.get("WWW-Authenticate")->starts_with("Bearer"));
  const auto session =
      shop.credentials->create({.kind = identity::CredentialKind::session, .name = "anna", .role = Role::analyst});
  auto from_our_page = shop.request("POST", "/api/v1/token", "");
  from_our_page.headers.set("Origin", "http://localhost");
  from_our_page.headers.set("Cookie", "shelfcast_session=" + session.value().secret);
  CHECK(shop.shop.send(from_our_page).status == 200);
  from_our_page.headers.set("Authorization", "Bearer " + access);
  CHECK(shop.shop.send(from_our_page).status == 401);
  const auto unknown = shop.ask("POST", "/api/v1/token:refresh", "", R"({"refreshToken":"scr_none"})");
  CHECK(unknown.status == 401);
  CHECK(unknown.headers.get("WWW-Authenticate")->starts_with("Bearer"));
}

TEST_CASE("a tier's requests are counted by caller, told in every answer, and refused beyond") {
  GuardedShop shop(true, {.per_hour = {3, 1000, 0}});
  const auto key = shop.key_for(Role::seller, "5678");  // of the free tier
  for (const auto* left : {"2", "1", "0"}) {
    const auto answer = shop.ask("GET", "/api/v1/marketplaces", key);
    CHECK(answer.status == 200);
    CHECK(answer.headers.get("X-RateLimit-Limit") == "3");
    CHECK(answer.headers.get("X-RateLimit-Remaining") == left);
    CHECK(answer.headers.get("RateLimit-Policy") == R"("free";q=3;w=3600)");
  }
  const auto refused = shop.ask("GET", "/api/v1/marketplaces", key);
  CHECK(refused.status == 429);
  CHECK(refused.headers.get("Retry-After") == "1200");
  CHECK(refused.headers.get("X-RateLimit-Reset") == "3600");
  CHECK(refused.headers.get("RateLimit") == R"("free";r=0;t=3600)");
  CHECK(refused.headers.get("Content-Type") == "application/problem+json");
  CHECK(shop.ask("GET", "/api/v1/marketplaces", shop.key_for(Role::seller, "999")).status == 200);
  CHECK(shop.ask("GET", "/livez", key).status == 200);
  CHECK_FALSE(shop.ask("GET", "/api/v1/marketplaces", "sesame").headers.get("X-RateLimit-Limit"));
  shop.shop.clock.move_to(shop.shop.clock.now() + 1200);
  CHECK(shop.ask("GET", "/api/v1/marketplaces", key).status == 200);
  CHECK(shop.ask("GET", "/api/v1/marketplaces", key).status == 429);
}
