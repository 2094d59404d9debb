// SPDX-License-Identifier: Apache-2.0
// GET /api/v1/events: what happens, as it happens, over a feed or a WebSocket.
#include <catch2/catch.hpp>

#include "shelfcast/http/feed.hpp"
#include "shelfcast/http/web_socket.hpp"
#include "unit/api/live_shop.hpp"

using namespace shelfcast;
using namespace shelfcast::test;

namespace {

const std::string kEvents = "/api/v1/events";

/// What has come since it was asked last, without the greeting.
std::string heard(const http::Response& answer) {
  REQUIRE(answer.status == 200);
  auto text = answer.feed->take().value_or("");
  constexpr std::string_view kGreeting = "retry: 3000\n\n";
  return text.starts_with(kGreeting) ? text.substr(kGreeting.size()) : text;
}

api::Event published(std::string json) {
  return {.id = {}, .type = "predictions.published", .marketplace = "DE", .json = std::move(json)};
}

/// The next message of a WebSocket; null where there is none.
nlohmann::ordered_json next_message(const http::Upgrade& upgrade) {
  const auto told = upgrade.socket->take();
  return told ? nlohmann::ordered_json::parse(std::get<std::string>(*told)) : nlohmann::ordered_json();
}

std::string first_id(std::string_view text) {
  return std::string(text.substr(4, text.find('\n') - 4));
}

}  // namespace

TEST_CASE("who listens hears of each table once, with an id") {
  const auto shop = open_shop();
  const auto answer = shop->get(kEvents);
  CHECK(answer.headers.get("Content-Type") == "text/event-stream");
  CHECK(answer.headers.get("Cache-Control") == "no-store");
  CHECK(heard(answer).empty());
  const auto table = shop->tables->current("DE");
  shop->events.tell_published(*table);
  shop->events.tell_published(*table);
  const auto text = heard(answer);
  CHECK(text.starts_with("id: "));
  CHECK(text.find("\nevent: predictions.published\n"
                  R"(data: {"marketplaceId":"DE","cycle":"DE-20251120-1","published":"2025-11-20T06:00:00Z",)"
                  R"("dataCut":"2025-11-19","modelVersion":"DE-logistic-1.0.0"})"
                  "\n\n") != std::string::npos);
  CHECK(text.find("id: ", 4) == std::string::npos);
}

TEST_CASE("who dials again hears what it missed, in order, once") {
  const auto shop = open_shop();
  const auto before = shop->get(kEvents);
  for (const auto* const number : {"1", "2", "3"}) shop->events.tell(published(number));
  const auto id = first_id(heard(before));
  auto request = request_for("GET", kEvents);
  request.headers.set("Last-Event-ID", id);
  const auto missed = heard(shop->send(request));
  CHECK(missed.find("data: 1\n") == std::string::npos);
  CHECK(missed.find("data: 2\n") < missed.find("data: 3\n"));
  CHECK(heard(shop->get(kEvents + "?lastEventId=" + id)) == missed);
  CHECK(shop->get(kEvents).status == 503);  // three listen by now
  CHECK(shop->get(kEvents).headers.get("Retry-After") == "60");
}

TEST_CASE("who heard the server before this one hears all that is remembered") {
  const auto shop = open_shop();
  shop->events.tell(published("1"));
  for (const auto* const id : {"67-1", "nonsense", "691ee9a0-x"})
    CHECK(heard(shop->get(kEvents + "?lastEventId=" + id)).find("data: 1\n") != std::string::npos);
}

TEST_CASE("no more is remembered than may be") {
  const auto shop = open_shop();
  for (std::size_t i = 0; i <= api::Events::kRemembered; ++i)
    shop->events.tell({.id = {}, .type = "predictions.published", .marketplace = "DE", .json = std::to_string(i)});
  const auto all = heard(shop->get(kEvents + "?lastEventId=none"));
  CHECK(all.find("data: 0\n") == std::string::npos);
  CHECK(all.find("data: 1\n") != std::string::npos);
}

TEST_CASE("only what was asked for is told") {
  const auto shop = open_shop();
  const auto french = shop->get(kEvents + "?marketplaceId=FR&types=predictions.published");
  shop->events.tell(published("1"));
  shop->events.tell({.id = {}, .type = "predictions.published", .marketplace = "FR", .json = "2"});
  shop->events.tell({.id = {}, .type = "something.else", .marketplace = "FR", .json = "3"});
  const auto text = heard(french);
  CHECK(text.find("data: 1") == std::string::npos);
  CHECK(text.find("data: 2") != std::string::npos);
  CHECK(text.find("data: 3") == std::string::npos);
}

TEST_CASE("a beat keeps the line up, and whoever has gone makes room") {
  const auto shop = open_shop();
  const auto one = shop->get(kEvents);
  const auto other = shop->get(kEvents);
  CHECK(shop->events.listeners() == 2);
  other.feed->abandon();
  CHECK(heard(one).empty());
  shop->events.beat();
  CHECK(heard(one) == ": still here\n\n");
  CHECK(shop->events.listeners() == 1);
  shop->events.stop();
  CHECK(one.feed->has_ended());
  CHECK(shop->get(kEvents).status == 503);
}

TEST_CASE("a WebSocket is told the same events, as messages, and what it missed") {
  const auto shop = open_shop();
  const auto answer = shop->send(upgrade_for(kEvents));
  REQUIRE(answer.status == 101);
  const auto& socket = *answer.upgrade->socket;
  for (const auto* const number : {"1", "2"}) shop->events.tell(published(number));
  const auto first = next_message(*answer.upgrade);
  CHECK(first["event"] == "predictions.published");
  CHECK(first["data"] == 1);
  CHECK(next_message(*answer.upgrade)["data"] == 2);
  const auto again = shop->send(upgrade_for(kEvents + "?lastEventId=" + first["id"].get<std::string>()));
  CHECK(next_message(*again.upgrade)["data"] == 2);
  CHECK(next_message(*again.upgrade).is_null());
  answer.upgrade->conversation->hear("hello?");
  shop->events.beat();
  CHECK(next_message(*answer.upgrade).is_null());
  CHECK(socket.is_open());
  shop->events.stop();
  CHECK(std::get<http::Closing>(answer.upgrade->socket->take().value()).code == http::Closing::kGoingAway);
}

TEST_CASE("a WebSocket that asks for what cannot be is refused before it is one") {
  const auto shop = open_shop();
  CHECK(shop->send(upgrade_for(kEvents + "?types=weather")).status == 400);
  auto old = upgrade_for(kEvents);
  old.headers.set("Sec-WebSocket-Version", "12");
  CHECK(shop->send(old).status == 426);
  CHECK(shop->events.listeners() == 0);
  for (int i = 0; i < 3; ++i) CHECK(shop->send(upgrade_for(kEvents)).status == 101);
  CHECK(shop->send(upgrade_for(kEvents)).status == 503);
}

TEST_CASE("the best sellers are told at once and whenever they change, without an id, on feed and WebSocket alike") {
  LiveShop shop;
  const std::string asked = kEvents + "?types=top-sellers&timeFrame=week&limit=1";
  const auto feed = shop.get(asked);
  const auto over_socket = shop.send(upgrade_for(asked));
  const auto first = heard(feed);
  CHECK(first.starts_with("event: top-sellers\ndata: {"));
  const auto message = next_message(*over_socket.upgrade);
  CHECK(message["id"].is_null());
  CHECK(message["event"] == "top-sellers");
  CHECK(nlohmann::ordered_json::parse(first.substr(first.find('{'))) == message["data"]);
  REQUIRE(message["data"]["products"].size() == 1);
  const auto best = message["data"]["products"][0];
  CHECK(best["rank"] == 1);
  shop.clock_.move_to(shop.clock_.now() + 2);
  shop.events.look();
  CHECK(heard(feed).empty());
  CHECK(next_message(*over_socket.upgrade).is_null());
  shop.sell(best["productId"].get<std::uint32_t>(), 3, date(2025, 11, 20));
  shop.clock_.move_to(shop.clock_.now() + 2);
  shop.events.look();
  const auto changed = next_message(*over_socket.upgrade)["data"]["products"][0];
  CHECK(changed["productId"] == best["productId"]);
  CHECK(changed["soldSince"]["units"].get<double>() == best["soldSince"]["units"].get<double>() + 3);
  CHECK_FALSE(heard(feed).empty());
}

TEST_CASE("the best sellers of a cycle that is published once more are told anew") {
  LiveShop shop;
  const auto feed = shop.get(kEvents + "?types=top-sellers&timeFrame=week&limit=1");
  CHECK(heard(feed).find("Renamed") == std::string::npos);
  auto cube = LiveShop::cube_of_today();
  for (auto& product : cube.products) product.name = "Renamed";
  shop.publish(cube);
  shop.clock_.move_to(shop.clock_.now() + 2);
  shop.events.look();
  CHECK(heard(feed).find("Renamed") != std::string::npos);
}

TEST_CASE("what nobody asked about is not told beside the best sellers") {
  LiveShop shop;
  const auto plain = shop.get(kEvents);
  CHECK(heard(plain).empty());
  shop.events.look();
  CHECK(heard(plain).empty());
  const auto top_alone = shop.get(kEvents + "?types=top-sellers");
  heard(top_alone);
  shop.events.tell({.id = {}, .type = "predictions.published", .marketplace = "DE", .json = "1"});
  CHECK(heard(top_alone).empty());
  const auto both = shop.get(kEvents + "?types=top-sellers,predictions.published&marketplaceId=DE");
  shop.events.tell({.id = {}, .type = "predictions.published", .marketplace = "DE", .json = "2"});
  CHECK(heard(both).find("data: 2\n") != std::string::npos);
}

TEST_CASE("what cannot be listened to is refused") {
  const auto shop = open_shop();
  CHECK(shop->get(kEvents + "?types=predictions.published,weather").status == 400);
  CHECK(shop->get(kEvents + "?types=").status == 400);
  CHECK(shop->get(kEvents + "?since=1").status == 400);
  CHECK(shop->get(kEvents + "?types=top-sellers&limit=101").status == 400);
  CHECK(shop->get(kEvents + "?types=top-sellers&timeFrame=decade").status == 400);
  auto request = request_for("GET", kEvents);
  request.headers.set("Accept", "application/json");
  CHECK(shop->send(request).status == 406);
}
