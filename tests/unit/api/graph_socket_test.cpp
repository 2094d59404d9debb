// SPDX-License-Identifier: Apache-2.0
// /graphql as a WebSocket: graphql-transport-ws.
#include "unit/api/graph_client.hpp"
#include "unit/api/guarded_shop.hpp"
#include "unit/api/live_shop.hpp"

using namespace shelfcast;
using namespace shelfcast::test;
using Json = nlohmann::ordered_json;

namespace {

/// One that has begun.
GraphClient client_of(Shop& shop) {
  GraphClient client(shop.send(graph_upgrade()));
  client.begin();
  CHECK(client.is_acknowledged());
  return client;
}

constexpr std::string_view kPublications = "subscription { predictionsPublished { cycle marketplaceId } }";
constexpr std::string_view kBest =
    "subscription { topSellers(limit: 2) { id name rank soldSince { units amount } category { name } } }";

}  // namespace

TEST_CASE("who does not offer graphql-transport-ws is refused before anything is switched") {
  const auto shop = open_shop();
  CHECK(shop->send(upgrade_for("/graphql")).status == 400);
  auto other = upgrade_for("/graphql");
  other.headers.set("Sec-WebSocket-Protocol", "graphql-ws");
  CHECK(shop->send(other).status == 400);
  auto old = graph_upgrade();
  old.headers.set("Sec-WebSocket-Version", "8");
  CHECK(shop->send(old).status == 426);
  auto foreign = graph_upgrade();
  foreign.headers.set("Origin", "http://evil.example");
  CHECK(shop->send(foreign).status == 403);
  CHECK(shop->events.listeners() == 0);
}

TEST_CASE("a query over a WebSocket is answered as by POST, and is complete") {
  const auto shop = open_shop();
  auto client = client_of(*shop);
  constexpr std::string_view kQuery = "{ predictions(timeFrame: WEEK) { categories { name expectedUnits } } }";
  client.subscribe("q", kQuery);
  auto request = request_for("POST", "/graphql");
  request.headers.set("Content-Type", "application/json");
  request.body = Json{{"query", kQuery}}.dump();
  CHECK(client.next() == Json{{"id", "q"}, {"type", "next"}, {"payload", Json::parse(shop->send(request).body)}});
  CHECK(client.next() == Json{{"id", "q"}, {"type", "complete"}});
  CHECK(client.next().is_null());
  client.subscribe("q", "{ __typename }");  // the id is free again
  CHECK(client.next()["payload"]["data"]["__typename"] == "Query");
}

TEST_CASE("a mutation over a WebSocket is carried out") {
  const auto shop = open_shop();
  auto client = client_of(*shop);
  client.subscribe(
      "m", R"(mutation { giveFeedback(feedback: {productId: "1101", timeFrame: WEEK, verdict: RIGHT}) { verdict } })");
  CHECK(client.next()["payload"]["data"]["giveFeedback"]["verdict"] == "RIGHT");
  CHECK(shop->feedbacks.kept.size() == 1);
}

TEST_CASE("a ping is answered, and a pong is not") {
  const auto shop = open_shop();
  auto client = client_of(*shop);
  client.say(R"({"type":"ping","payload":{"at":1}})");
  CHECK(client.next() == Json{{"type", "pong"}});
  client.say(R"({"type":"pong"})");
  CHECK(client.next().is_null());
}

TEST_CASE("what is no message of the protocol closes with 4400") {
  const auto shop = open_shop(api::Options());
  const std::string deep =
      R"({"type":"ping","payload":{"a":)" + std::string(60'000, '[') + std::string(60'000, ']') + "}}";
  const std::vector<std::string> bad{"",
                                     "hello",
                                     "[]",
                                     "{}",
                                     R"({"type":7})",
                                     R"({"type":"start"})",
                                     R"({"type":"ping","payload":"x"})",
                                     R"({"type":"complete"})",
                                     R"({"type":"subscribe","payload":{"query":"{__typename}"}})",
                                     R"({"id":"","type":"subscribe","payload":{"query":"{__typename}"}})",
                                     R"({"id":"1","type":"subscribe"})",
                                     R"({"id":"1","type":"subscribe","payload":{}})",
                                     R"({"id":"1","type":"subscribe","payload":{"query":"{a}","variables":[]}})",
                                     deep};
  for (const auto& message : bad) {
    INFO(message.substr(0, 80));
    auto client = client_of(*shop);
    client.say(message);
    CHECK(client.code() == 4400);
    shop->events.beat();  // whoever has gone makes room
  }
}

TEST_CASE("the order of messages is held to: init once, in time, and before anything is asked") {
  const auto shop = open_shop();
  GraphClient hasty(shop->send(graph_upgrade()));
  hasty.subscribe("1", "{ __typename }");
  CHECK(hasty.code() == 4401);
  auto twice = client_of(*shop);
  twice.begin();
  CHECK(twice.code() == 4429);
  shop->events.beat();
  auto same = client_of(*shop);
  same.subscribe("1", kPublications);
  same.subscribe("1", kPublications);
  CHECK(same.next() == Json{{"code", 4409}, {"reason", "Subscriber for 1 already exists"}});
  GraphClient late(shop->send(graph_upgrade()));
  auto early = client_of(*shop);
  shop->clock.move_to(shop->clock.now() + 10);
  shop->events.look();
  CHECK(late.next().is_null());
  shop->clock.move_to(shop->clock.now() + 1);
  shop->events.look();
  CHECK(late.code() == 4408);
  CHECK(early.next().is_null());
}

TEST_CASE("what cannot be executed is told as an error of that operation, and nothing else ends") {
  const auto shop = open_shop({.graphql_depth = 3});
  auto client = client_of(*shop);
  for (const auto* const bad :
       {"{", "{ nothing }", "subscription { nothing }", "query A { __typename } query B { __typename }",
        "subscription { predictionsPublished { cycle } topSellers { name } }",
        "{ marketplaces { marketplaceId { a } } }",
        "subscription { topSellers { category { parent { parent { name } } } } }"}) {
    INFO(bad);
    client.subscribe("1", bad);
    const auto told = client.next();
    CHECK(told["type"] == "error");
    CHECK(told["id"] == "1");
    CHECK(told["payload"][0].contains("message"));
    CHECK(client.next().is_null());
  }
}

TEST_CASE("each table that begins to serve is told to whom it concerns, until that is complete") {
  const auto shop = open_shop();
  auto client = client_of(*shop);
  client.subscribe("all", kPublications);
  client.subscribe("french", R"(subscription { predictionsPublished(marketplaceId: "FR") { cycle } })");
  CHECK(client.next().is_null());
  shop->events.tell_published(*shop->tables->current("DE"));
  const auto told = client.next();
  CHECK(told["id"] == "all");
  CHECK(told["payload"] ==
        Json{{"data", {{"predictionsPublished", {{"cycle", "DE-20251120-1"}, {"marketplaceId", "DE"}}}}}});
  CHECK(client.next().is_null());
  client.complete("all");
  shop->events.tell({.id = {}, .type = "predictions.published", .marketplace = "FR", .json = R"({"cycle":"FR-1"})"});
  CHECK(client.next()["id"] == "french");
  CHECK(client.next().is_null());
  client.go();
  shop->events.tell({.id = {}, .type = "predictions.published", .marketplace = "FR", .json = R"({"cycle":"FR-2"})"});
  CHECK(client.next().is_null());
}

TEST_CASE("the best sellers are told at once, and again only when something was sold") {
  LiveShop shop;
  GraphClient client(shop.send(graph_upgrade()));
  client.begin();
  CHECK(client.is_acknowledged());
  client.subscribe("best", kBest);
  const auto first = client.next()["payload"]["data"]["topSellers"];
  REQUIRE(first.size() == 2);
  CHECK(first[0]["rank"] == 1);
  CHECK(first[0]["soldSince"].is_object());
  shop.events.look();
  shop.clock_.move_to(shop.clock_.now() + 2);
  shop.events.look();
  CHECK(client.next().is_null());
  const auto best = static_cast<std::uint32_t>(std::stoul(first[0]["id"].get<std::string>()));
  shop.sell(best, 3, date(2025, 11, 20));
  shop.clock_.move_to(shop.clock_.now() + 2);
  shop.events.look();
  const auto second = client.next()["payload"]["data"]["topSellers"];
  REQUIRE(second.size() == 2);
  CHECK(second[0]["name"] == first[0]["name"]);
  CHECK(second[0]["soldSince"]["units"].get<double>() == first[0]["soldSince"]["units"].get<double>() + 3);
  CHECK(second[1] == first[1]);
  client.complete("best");
  shop.sell(best, 3, date(2025, 11, 20));
  shop.clock_.move_to(shop.clock_.now() + 2);
  shop.events.look();
  CHECK(client.next().is_null());
}

TEST_CASE("where nothing live is counted the best sellers are those of the table, and change with it") {
  const auto shop = open_shop();
  auto client = client_of(*shop);
  client.subscribe("best", kBest);
  const auto first = client.next()["payload"]["data"]["topSellers"];
  CHECK(first[0]["soldSince"].is_null());
  auto cube = small_cube();
  for (auto& product : cube.products) product.name += " (new)";
  shop->publish(cube, "2025-11-20T09:00:00Z");
  shop->events.look();
  CHECK(client.next()["payload"]["data"]["topSellers"] != first);
}

TEST_CASE("only so many operations run beside each other") {
  const auto shop = open_shop();
  auto client = client_of(*shop);
  for (int i = 0; i < 100; ++i) client.subscribe(std::to_string(i), kPublications);
  CHECK(client.next().is_null());
  client.subscribe("one too many", kPublications);
  CHECK(client.next()["payload"][0]["extensions"]["code"] == "too-many-operations");
  client.complete("7");
  client.subscribe("instead", kPublications);
  CHECK(client.next().is_null());
}

TEST_CASE("no more clients listen than may, and whoever has gone makes room") {
  const auto shop = open_shop();
  std::vector<GraphClient> clients;
  for (int i = 0; i < 3; ++i) clients.push_back(client_of(*shop));
  CHECK(shop->send(graph_upgrade()).status == 503);
  clients[0].begin();  // once too often
  CHECK(shop->send(graph_upgrade()).status == 101);
  shop->events.stop();
  CHECK(clients[1].code() == 1001);
}

TEST_CASE("where credentials are required, a client without them may bring them with its first message") {
  GuardedShop shop;
  const auto client = [&] { return GraphClient(shop.shop.send(graph_upgrade())); };
  auto without = client();
  without.begin();
  CHECK(without.code() == 4401);
  auto wrong = client();
  wrong.begin({{"authorization", "Bearer sck_wrong"}});
  CHECK(wrong.code() == 4403);
  shop.shop.events.beat();
  const auto elsewhere = shop.key_for(identity::Role::admin, {}, identity::scopes_in("search:read"));
  auto narrow = client();
  narrow.begin({{"authorization", "Bearer " + elsewhere}});
  CHECK(narrow.code() == 4403);
  auto right = client();
  right.begin({{"Authorization", "Bearer " + shop.key_for(identity::Role::seller, "5678")}});
  CHECK(right.is_acknowledged());
  right.subscribe("1", R"({ product(id: "1101") { frames { rank } } })");
  CHECK_FALSE(right.next()["payload"].contains("errors"));
  right.subscribe("2", R"({ predictions(timeFrame: WEEK, sellerId: "999") { totalCategories } })");
  CHECK(right.next()["id"] == "1");  // complete
  CHECK(right.next()["payload"]["errors"][0]["extensions"]["code"] == "another-sellers");
}

TEST_CASE("credentials that come with the handshake are judged before it") {
  GuardedShop shop;
  auto request = graph_upgrade();
  request.headers.set("Authorization", "Bearer sck_wrong");
  CHECK(shop.shop.send(request).status == 401);
  request.headers.set("Authorization",
                      "Bearer " + shop.key_for(identity::Role::admin, {}, identity::scopes_in("search:read")));
  CHECK(shop.shop.send(request).status == 403);
  request.headers.set("Authorization", "Bearer " + shop.key_for(identity::Role::analyst));
  GraphClient client(shop.shop.send(request));
  client.begin();
  CHECK(client.is_acknowledged());
}

TEST_CASE("a key that is revoked ends what was told to it") {
  GuardedShop shop;
  const auto made = shop.credentials->create({.name = "test", .role = identity::Role::analyst, .created_by = "test"});
  auto request = graph_upgrade();
  request.headers.set("Authorization", "Bearer " + made->secret);
  GraphClient client(shop.shop.send(request));
  client.begin();
  CHECK(client.is_acknowledged());
  client.subscribe("1", kPublications);
  REQUIRE(shop.credentials->revoke(made->credential.id));
  shop.shop.events.tell_published(*shop.shop.tables->current("DE"));
  CHECK(client.code() == 4403);
}

TEST_CASE("each operation counts as a request of its caller's tier") {
  GuardedShop shop(true, {.per_hour = {3, 1000, 0}});
  auto request = graph_upgrade();
  request.headers.set("Authorization", "Bearer " + shop.key_for(identity::Role::seller, "5678"));
  GraphClient client(shop.shop.send(request));
  client.begin();
  CHECK(client.is_acknowledged());
  for (const auto* const id : {"1", "2"}) {
    client.subscribe(id, "{ __typename }");
    CHECK(client.next()["type"] == "next");
    CHECK(client.next()["type"] == "complete");
  }
  client.subscribe("3", "{ __typename }");
  const auto refused = client.next();
  CHECK(refused["type"] == "error");
  CHECK(refused["payload"][0]["extensions"]["code"] == "too-many-requests");
}

TEST_CASE("a subscription that is sent by POST is told where to go") {
  const auto shop = open_shop();
  auto request = request_for("POST", "/graphql");
  request.headers.set("Content-Type", "application/json");
  request.body = Json{{"query", kPublications}}.dump();
  const auto told = Json::parse(shop->send(request).body);
  CHECK(told["errors"][0]["message"].get<std::string>().find("WebSocket") != std::string::npos);
}
