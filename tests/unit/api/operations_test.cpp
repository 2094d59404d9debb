// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "shelfcast/telemetry/health.hpp"
#include "unit/api/shop.hpp"

using namespace shelfcast;
using namespace shelfcast::test;
using nlohmann::ordered_json;

namespace {

domain::CycleReport report_of(std::string id, domain::CycleState state) {
  domain::CycleReport report;
  report.id = std::move(id);
  report.marketplace = "DE";
  report.state = state;
  return report;
}

http::Request post(std::string body, bool local = true) {
  auto request = request_for("POST", "/api/v1/cycles");
  request.body = std::move(body);
  request.local = local;
  request.headers.set("Content-Type", "application/json");
  return request;
}

const std::string kBody = R"({"marketplaceId":"DE"})";
const api::Options kNearby{.loopback_only = true};

}  // namespace

TEST_CASE("a cycle is started from this machine where no token is set") {
  const auto shop = open_shop(kNearby);
  const auto response = shop->send(post(kBody));
  CHECK(response.status == 202);
  CHECK(response.headers.get("Location") == "/api/v1/cycles/DE-20251120-2");
  CHECK(shop->cycles.started == std::vector<std::string>{"DE by api"});
}

TEST_CASE("without a token nobody else starts a cycle") {
  const auto from_elsewhere = open_shop(kNearby)->send(post(kBody, false));
  CHECK(from_elsewhere.status == 401);
  CHECK(from_elsewhere.headers.get("WWW-Authenticate")->starts_with("Bearer"));
  CHECK(open_shop()->send(post(kBody)).status == 401);  // local, but the server listens to others too
}

TEST_CASE("where a token is set only the token opens, from this machine too") {
  const auto shop = open_shop({.admin_token = "sesame", .loopback_only = true});
  CHECK(shop->send(post(kBody)).status == 401);
  auto request = post(kBody, false);
  for (const auto* wrong : {"Bearer", "Bearer ", "Bearer sesam", "Bearer sesame2", "Basic sesame", "sesame"}) {
    request.headers.set("Authorization", wrong);
    CHECK(shop->send(request).status == 401);
  }
  request.headers.set("Authorization", "Bearer sesame");
  CHECK(shop->send(request).status == 202);
  CHECK(shop->cycles.started.size() == 1);
}

TEST_CASE("a body that cannot be accepted starts nothing") {
  const auto shop = open_shop(kNearby);
  CHECK(shop->send(post("{")).status == 400);
  CHECK(shop->send(post("[]")).status == 422);
  CHECK(shop->send(post(R"({"marketplaceId":7})")).status == 422);
  const auto two = ordered_json::parse(shop->send(post(R"({"market":"DE"})")).body);
  CHECK(two["errors"].size() == 2);
  auto form = post("marketplaceId=DE");
  form.headers.set("Content-Type", "application/x-www-form-urlencoded");
  CHECK(shop->send(form).status == 415);
  CHECK(shop->cycles.started.empty());
}

TEST_CASE("a cycle of some categories is started by their keys or ids, and all that are unknown are named at once") {
  const auto shop = open_shop(kNearby);
  const auto ask = [&](const std::string& categories) {
    return shop->send(post(R"({"marketplaceId":"DE","categories":)" + categories + "}"));
  };
  const auto started = ask(R"(["mugs", 12])");
  CHECK(started.status == 202);
  CHECK(started.headers.get("Location") == "/api/v1/cycles/DE-20251120-1%2B1");
  const auto refused = ask(R"(["mugs", "hats", 4711, {}])");
  CHECK(refused.status == 422);
  const auto errors = ordered_json::parse(refused.body)["errors"];
  REQUIRE(errors.size() == 3);
  CHECK(errors[0]["pointer"] == "/categories/1");
  CHECK(errors[1]["message"] == "There is no category '4711' with products in the table that serves.");
  CHECK(ask("[]").status == 422);
  CHECK(ask("\"mugs\"").status == 422);
  CHECK(shop->cycles.started == std::vector<std::string>{"2 of DE by api"});
}

TEST_CASE("a cycle that cannot start says why") {
  const auto shop = open_shop(kNearby);
  shop->cycles.refusal = Error{Code::conflict, "DE", "a cycle is running"};
  const auto busy = shop->send(post(kBody));
  CHECK(busy.status == 409);
  CHECK(ordered_json::parse(busy.body)["detail"] == "DE: a cycle is running");
  shop->cycles.refusal = Error{Code::not_found, "FR", "there is no such marketplace"};
  CHECK(shop->send(post(kBody)).status == 404);
}

TEST_CASE("cycles are listed page by page, newest first") {
  const auto shop = open_shop();
  for (const auto* id : {"c5", "c4", "c3", "c2", "c1"}) {
    shop->cycles.reports.push_back(report_of(id, domain::CycleState::ok));
  }
  std::string seen;
  std::string target = "/api/v1/cycles?limit=2";
  while (!target.empty()) {
    const auto page = shop->json(target);
    for (const auto& cycle : page["cycles"]) seen += cycle["id"].get<std::string>();
    target = page["next"].is_null() ? "" : "/api/v1/cycles?limit=2&after=" + page["next"].get<std::string>();
  }
  CHECK(seen == "c5c4c3c2c1");
  CHECK(shop->get("/api/v1/cycles?limit=0&aftr=c1").status == 400);
}

TEST_CASE("a cycle's report is shown whole") {
  const auto shop = open_shop();
  auto report = report_of("c1", domain::CycleState::degraded);
  report.rejected_by = {{"negative_price", 3}};
  report.accuracy = {{"WAPE by product, 7 days", 0.4, 0.5}};
  report.data_cut = date(2025, 11, 19);
  shop->cycles.reports.push_back(report);
  const auto shown = shop->json("/api/v1/cycles/c1");
  CHECK(shown["state"] == "degraded");
  CHECK(shown["rejectedBy"]["negative_price"] == 3);
  CHECK(shown["accuracy"][0]["rival"] == 0.5);
  CHECK(shown["dataCut"] == "2025-11-19");
  CHECK(shown["finished"].is_null());
  CHECK(shop->get("/api/v1/cycles/c2").status == 404);
}

TEST_CASE("the server is ready once something is published, until it drains") {
  bool draining = false;
  Shop shop({.draining = [&] { return draining; }});
  CHECK(shop.get("/livez").status == 200);
  CHECK(shop.get("/readyz").status == 503);
  shop.publish(small_cube(), "2025-11-20T06:00:00Z");
  CHECK(shop.get("/readyz").status == 200);
  draining = true;
  CHECK(shop.get("/readyz").status == 503);
  CHECK(shop.get("/health").status == 503);
  CHECK(shop.get("/livez").status == 200);
}

TEST_CASE("what is degraded is shown, and served") {
  const auto shop = open_shop();
  telemetry::set_health("warehouse DE", telemetry::Condition::degraded, "stale");
  const auto response = shop->get("/readyz?verbose");
  CHECK(response.status == 200);
  const auto shown = ordered_json::parse(response.body);
  CHECK(shown["status"] == "degraded");
  const bool listed = std::ranges::any_of(shown["flags"], [](const auto& flag) {
    return flag["name"] == "warehouse DE" && flag["condition"] == "degraded" && flag["detail"] == "stale";
  });
  CHECK(listed);
  telemetry::set_health("warehouse DE", telemetry::Condition::ok, "");
}

TEST_CASE("a page learns which marketplaces there are and how fresh they are") {
  const auto all = open_shop({.pinned_now = true})->json("/api/v1/marketplaces")["marketplaces"];
  REQUIRE(all.size() == 1);
  CHECK(all[0]["marketplaceId"] == "DE");
  CHECK(all[0]["timeZone"] == "Europe/Berlin");
  CHECK(all[0]["dataCut"] == "2025-11-19");
  CHECK(all[0]["lastRefreshed"] == "2025-11-20T06:00:00Z");
  CHECK(all[0]["nextRefreshDue"] == "2025-11-20T14:00:00Z");
  CHECK(all[0]["nowIsDataCut"] == true);
}

TEST_CASE("metrics are Prometheus text and count what the cache answered") {
  const auto shop = open_shop();
  for (int i = 0; i < 2; ++i) CHECK(shop->get(kCategories + "?timeFrame=week").status == 200);
  const auto metrics = shop->get("/metrics");
  CHECK(metrics.headers.get("Content-Type") == "text/plain; version=0.0.4; charset=utf-8");
  CHECK(metrics.body.find("shelfcast_response_cache_hits_total") != std::string::npos);
}
