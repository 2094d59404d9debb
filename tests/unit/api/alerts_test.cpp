// SPDX-License-Identifier: Apache-2.0
// Alerts over REST and GraphQL: who sees which, what is done about them, and how sellers want to be told.
#include <catch2/catch.hpp>

#include "shelfcast/http/feed.hpp"
#include "unit/api/guarded_shop.hpp"

using namespace shelfcast;
using namespace shelfcast::test;
using identity::Role;
using nlohmann::ordered_json;

namespace {

const std::string kAlerts = "/api/v1/alerts";
const std::string kWishes = "/api/v1/alert-preferences?marketplaceId=DE";

/// Two alerts of the seller 5678, whose source calls it "tech", and one of another.
struct Alarmed {
  GuardedShop shop;
  std::int64_t first = shop.alerts.find_spike("tech");
  std::int64_t foreign = shop.alerts.find_spike("garden", "product:9");
  std::int64_t second = shop.alerts.find_spike("tech", "product:1102");
  std::string seller = shop.key_for(Role::seller, "5678");
  std::string operating = shop.key_for(Role::operating);

  ordered_json get(const std::string& target, const std::string& key) {
    const auto answer = shop.ask("GET", target, key);
    REQUIRE(answer.status == 200);
    return ordered_json::parse(answer.body);
  }
  http::Response act(const std::string& verb, const ordered_json& body, const std::string& key) {
    return shop.ask("POST", kAlerts + ":" + verb, key, body.dump());
  }
  ordered_json graphql(const std::string& query, const std::string& key) { return shop.graphql(query, key); }
};

std::vector<std::int64_t> ids(const ordered_json& answer) {
  std::vector<std::int64_t> all;
  for (const auto& alert : answer.at("alerts")) all.push_back(alert.at("id"));
  return all;
}

std::string state_of(const http::Response& answer) {
  REQUIRE(answer.status == 200);
  return ordered_json::parse(answer.body).at("alerts").at(0).at("state");
}

}  // namespace

TEST_CASE("operators see all alerts, the newest first; a seller its own, whatever it calls itself") {
  Alarmed shop;
  CHECK(ids(shop.get(kAlerts, shop.operating)) == std::vector{shop.second, shop.foreign, shop.first});
  CHECK(ids(shop.get(kAlerts, shop.seller)) == std::vector{shop.second, shop.first});
  CHECK(ids(shop.get(kAlerts, shop.shop.key_for(Role::seller, "tech"))) == std::vector{shop.second, shop.first});
  CHECK(ids(shop.get(kAlerts + "?sellerId=garden", shop.operating)) == std::vector{shop.foreign});
  CHECK(shop.shop.ask("GET", kAlerts + "?sellerId=garden", shop.seller).status == 403);
  CHECK(shop.shop.ask("GET", kAlerts + "/" + std::to_string(shop.foreign), shop.seller).status == 403);
  const auto mine = shop.get(kAlerts + "/" + std::to_string(shop.first), shop.seller);
  CHECK(mine.at("links").at("runbook") == "/runbooks/demand-spike");
  CHECK(mine.at("moneyAtStakeMinor") == 12'345);
}

TEST_CASE("alerts are narrowed by state, priority and rule, and come page by page") {
  Alarmed shop;
  CHECK(ids(shop.get(kAlerts + "?state=resolved,snoozed", shop.operating)).empty());
  CHECK(ids(shop.get(kAlerts + "?priority=P2&rule=demand-spike", shop.operating)).size() == 3);
  CHECK(ids(shop.get(kAlerts + "?priority=P0,P1", shop.operating)).empty());
  CHECK(ids(shop.get(kAlerts + "?audience=sellers", shop.operating)).size() == 3);
  CHECK(ids(shop.get(kAlerts + "?audience=operators", shop.operating)).empty());
  const auto page = shop.get(kAlerts + "?limit=2", shop.operating);
  CHECK(ids(page).size() == 2);
  CHECK(ids(shop.get(kAlerts + "?limit=2&after=" + page.at("next").get<std::string>(), shop.operating)) ==
        std::vector{shop.first});
  for (const auto* wrong :
       {"?state=new", "?audience=everybody", "?priority=high", "?limit=0", "?after=x", "?colour=red"}) {
    INFO(wrong);
    CHECK(shop.shop.ask("GET", kAlerts + wrong, shop.operating).status == 400);
  }
}

TEST_CASE("alerts are acknowledged, snoozed and opened again, all of a list or none") {
  Alarmed shop;
  const ordered_json mine{{"ids", {shop.first, shop.second}}};
  CHECK(state_of(shop.act("acknowledge", mine, shop.seller)) == "acknowledged");
  CHECK(state_of(shop.act("snooze", {{"ids", {shop.first}}, {"minutes", 30}}, shop.seller)) == "snoozed");
  CHECK(state_of(shop.act("reopen", mine, shop.seller)) == "open");
  CHECK(shop.act("acknowledge", {{"ids", {shop.first, shop.foreign}}}, shop.seller).status == 404);
  CHECK(ids(shop.get(kAlerts + "?state=acknowledged", shop.operating)).empty());
  CHECK(state_of(shop.act("acknowledge", {{"ids", {shop.foreign}}}, shop.operating)) == "acknowledged");
  shop.shop.alerts.end_all();
  CHECK(shop.act("acknowledge", mine, shop.seller).status == 409);
}

TEST_CASE("an act that cannot be meant is refused field by field") {
  Alarmed shop;
  const ordered_json none = ordered_json::array();
  for (const auto& wrong : {ordered_json{{"ids", none}}, ordered_json{{"ids", {0}}}, ordered_json{{"ids", "all"}},
                            ordered_json::object(), ordered_json{{"ids", {1}}, {"minutes", 5}}, none}) {
    INFO(wrong.dump());
    CHECK(shop.act("acknowledge", wrong, shop.operating).status == 422);
  }
  CHECK(shop.act("snooze", {{"ids", {1}}, {"minutes", 0}}, shop.operating).status == 422);
  CHECK(shop.act("snooze", {{"ids", {1}}, {"minutes", 43'201}}, shop.operating).status == 422);
}

TEST_CASE("a summary counts what is open and how soon it is dealt with") {
  Alarmed shop;
  shop.act("acknowledge", {{"ids", {shop.first}}}, shop.seller);
  const auto all = shop.get("/api/v1/alert-summary", shop.operating);
  CHECK(all.at("open").at("P2") == 3);
  CHECK(all.at("acknowledged") == 1);
  CHECK(all.at("medianSecondsToAcknowledge") == 0);
  CHECK(all.at("medianSecondsToResolve").is_null());
  CHECK(shop.get("/api/v1/alert-summary", shop.seller).at("open").at("P2") == 2);
}

TEST_CASE("rules are told with their thresholds or conditions") {
  Alarmed shop;
  const auto rules = shop.get("/api/v1/alert-rules", shop.seller).at("rules");
  CHECK(rules.at(0).at("threshold") == 0.5);
  CHECK(rules.at(2).at("threshold").is_null());
  CHECK(rules.at(2).at("condition") == "increase(x, 5m) > 4");
}

TEST_CASE("a seller says how it wants to be told, a part at a time, and the secret is told to nobody") {
  Alarmed shop;
  CHECK(shop.get(kWishes, shop.seller).at("cadence") == "daily");
  const auto change = [&](const ordered_json& body, const std::string& key = {}) {
    return shop.shop.ask("PUT", kWishes, key.empty() ? shop.seller : key, body.dump());
  };
  CHECK(change({{"email", "anna@shop.example"}, {"alertsPerWeek", 3}}).status == 200);
  CHECK(change({{"webhookUrl", "https://shop.example/hook"}, {"webhookSecret", "0123456789abcdef"}}).status == 200);
  const auto answer = change({{"thresholds", {{"demand-spike", 0.8}}}, {"mutedRules", {"rank-gained"}}});
  const auto kept = ordered_json::parse(answer.body);
  CHECK(kept.at("email") == "anna@shop.example");
  CHECK(kept.at("alertsPerWeek") == 3);
  CHECK(kept.at("webhookIsSigned") == true);
  CHECK(kept.at("sellerKey") == "tech");
  CHECK(answer.body.find("0123456789abcdef") == std::string::npos);
  CHECK(ordered_json::parse(change({{"email", nullptr}}).body).at("email") == "");
  CHECK(shop.shop.ask("GET", kWishes, shop.operating).status == 400);
  CHECK(shop.get(kWishes + "&sellerId=tech", shop.operating).at("alertsPerWeek") == 3);
  CHECK(shop.shop.ask("GET", kWishes + "&sellerId=garden", shop.seller).status == 403);
}

TEST_CASE("wishes that cannot be meant are refused, and nothing is changed") {
  Alarmed shop;
  const std::vector<ordered_json> wrong{{{"email", "anna"}},
                                        {{"email", "a@b\r\nBcc: c@d"}},
                                        {{"email", "a@b,c@d"}},
                                        {{"slackUrl", "ftp://x/y"}},
                                        {{"webhookUrl", "javascript:x"}},
                                        {{"webhookSecret", "short"}},
                                        {{"telephone", "0171"}},
                                        {{"cadence", "weekly"}},
                                        {{"alertsPerWeek", -1}},
                                        {{"alertsPerWeek", 1001}},
                                        {{"leastPriority", "P9"}},
                                        {{"thresholds", {{"demand-spike", 0}}}},
                                        {{"thresholds", "none"}},
                                        {{"mutedRules", {1}}},
                                        {{"colour", "red"}},
                                        {{"mutedRules", {"demand-spik"}}},
                                        {{"thresholds", {{"errors", 2}}}}};
  for (const auto& body : wrong) {
    INFO(body.dump());
    CHECK(shop.shop.ask("PUT", kWishes, shop.seller, body.dump()).status == 422);
  }
  CHECK(shop.get(kWishes, shop.seller).at("email") == "");
}

TEST_CASE("who listens hears of alerts as they are raised, a seller of its own only") {
  Alarmed shop;
  const auto mine = shop.shop.ask("GET", "/api/v1/events?types=alert.raised", shop.seller);
  const auto all = shop.shop.ask("GET", "/api/v1/events?types=alert.raised", shop.operating);
  REQUIRE(mine.status == 200);
  for (const auto* seller : {"garden", "tech", ""})
    shop.shop.shop.events.tell({.id = {},
                                .type = "alert.raised",
                                .marketplace = "DE",
                                .json = ordered_json{{"sellerKey", seller}}.dump(),
                                .seller = seller});
  const auto heard = mine.feed->take().value_or("");
  CHECK(heard.find(R"("sellerKey":"tech")") != std::string::npos);
  CHECK(heard.find("garden") == std::string::npos);
  CHECK(heard.find(R"("sellerKey":"")") == std::string::npos);
  CHECK(all.feed->take().value_or("").find("garden") != std::string::npos);
}

TEST_CASE("GraphQL tells of alerts and acts on them as REST does") {
  Alarmed shop;
  const auto seen =
      shop.graphql("{alerts(state:\"open\",limit:10){id sellerKey priority state moneyAtStakeMinor}}", shop.seller);
  REQUIRE(seen.at("data").at("alerts").size() == 2);
  CHECK(seen.at("data").at("alerts").at(0).at("priority") == "P2");
  const auto operators = shop.graphql("{alerts(audience:OPERATORS){id}}", shop.seller);
  CHECK(operators.at("data").at("alerts").empty());
  CHECK(seen.at("data").at("alerts").at(0).at("state") == "OPEN");
  const auto done =
      shop.graphql("mutation{acknowledgeAlerts(ids:[" + std::to_string(shop.first) + "]){state}}", shop.seller);
  CHECK(done.at("data").at("acknowledgeAlerts").at(0).at("state") == "ACKNOWLEDGED");
  const auto snoozed = shop.graphql(
      "mutation{snoozeAlerts(ids:[" + std::to_string(shop.first) + "],minutes:5){snoozedUntil}}", shop.seller);
  CHECK(snoozed.at("data").at("snoozeAlerts").at(0).at("snoozedUntil") == "2025-11-20T10:05:00Z");
  const auto refused =
      shop.graphql("mutation{acknowledgeAlerts(ids:[" + std::to_string(shop.foreign) + "]){state}}", shop.seller);
  CHECK(refused.contains("errors"));
  const auto wished = shop.graphql(
      "mutation{changeAlertPreference(preference:{cadence:HOURLY,thresholds:[{rule:\"demand-spike\",value:0.9}]})"
      "{cadence alertsPerWeek thresholds}}",
      shop.seller);
  CHECK(wished.at("data").at("changeAlertPreference").at("cadence") == "HOURLY");
  CHECK(wished.at("data").at("changeAlertPreference").at("thresholds").at("demand-spike") == 0.9);
  CHECK(shop.graphql("mutation{reopenAlerts(ids:[1]){id}}", shop.shop.key_for(Role::analyst)).contains("errors"));
}
