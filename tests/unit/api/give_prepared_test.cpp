// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "shelfcast/http/server.hpp"
#include "shelfcast/runtime/runtime.hpp"
#include "shelfcast/telemetry/metrics.hpp"
#include "unit/api/guarded_shop.hpp"
#include "unit/http/raw_connection.hpp"

using namespace shelfcast;
using namespace shelfcast::test;
using identity::Role;

namespace {

/// The guarded shop as callers meet it: over a connection, with what was prepared given by the server itself.
struct Counter {
  explicit Counter(const identity::RateLimits::Options& limits = {.per_hour = {0, 0, 0}}, bool is_required = true)
      : shop(is_required, limits),
        server(runtime, shop.shop.router(), {.prepared_answers = 100}, api::give_prepared(shop.shop.identity)) {
    REQUIRE(server.listen(http::Server::Tcp{.port = 0}));
    caller.emplace(server.port());
  }
  ~Counter() { server.stop(std::chrono::seconds(5)); }

  std::string ask(const std::string& target, const std::string& key, const std::string& header = {}) {
    const std::string credentials = key.empty() ? "" : "Authorization: Bearer " + key + "\r\n";
    caller->send(fmt::format("GET {} HTTP/1.1\r\nHost: x\r\n{}{}\r\n", target, credentials, header));
    return caller->read_answer();
  }
  static double given() {
    const std::string all = telemetry::prometheus_text();
    constexpr std::string_view kHits = "\nshelfcast_prepared_answers_hits_total ";
    return std::stod(all.substr(all.find(kHits) + kHits.size()));
  }

  GuardedShop shop;
  runtime::Runtime runtime{{.serving = 1, .workers = 1}};
  http::Server server;
  std::optional<http::RawConnection> caller;
};

std::string line_of(const std::string& answer, const std::string& header) {
  const auto at = answer.find("\r\n" + header + ": ");
  if (at == std::string::npos) return {};
  const auto value = at + header.size() + 4;
  return answer.substr(value, answer.find("\r\n", value) - value);
}

std::string body_of(const std::string& answer) {
  return answer.substr(answer.find("\r\n\r\n") + 4);
}

std::string rankings_of(std::string_view customer, std::string_view more = {}) {
  return fmt::format("/api/v1/predictions/customer/{}/marketplace/DE/categories?timeFrame=week{}", customer, more);
}

constexpr const char* kProduct = "/graphql?query=%7Bproduct(id:%221101%22)%7Bframes%7Brank%7D%7D%7D";

}  // namespace

TEST_CASE("an answer made for one seller is given to the next one with that one's id in it, and to strangers never") {
  Counter counter;
  const auto tech = counter.shop.key_for(Role::seller, "5678");
  const auto anna = counter.shop.key_for(Role::seller, "1");
  const auto fresh = counter.ask(rankings_of("5678"), tech);
  CHECK(http::status_of(fresh) == 200);
  const double before = Counter::given();
  const auto given = counter.ask(rankings_of("1"), anna);
  CHECK(Counter::given() == before + 1);
  CHECK(body_of(given).find(R"("customerId":1,)") != std::string::npos);
  CHECK(http::status_of(counter.ask(rankings_of("1"), tech)) == 403);
  CHECK(http::status_of(counter.ask(rankings_of("5678"), anna)) == 403);
  CHECK(http::status_of(counter.ask(rankings_of("5678"), "")) == 401);
  CHECK(http::status_of(counter.ask(rankings_of("5678"), "sck_000000000000_wrong")) == 401);
}

TEST_CASE("what is a seller's own is given to it alone, by its id or as me") {
  Counter counter;
  const auto tech = counter.shop.key_for(Role::seller, "5678");
  const auto anna = counter.shop.key_for(Role::seller, "1");
  const auto analyst = counter.shop.key_for(Role::analyst);
  const auto own = counter.ask(rankings_of("5678", "&scope=own"), tech);
  CHECK(body_of(counter.ask(rankings_of("5678", "&scope=own"), tech)) == body_of(own));
  CHECK(http::status_of(counter.ask(rankings_of("5678", "&scope=own"), anna)) == 403);
  CHECK(body_of(counter.ask(rankings_of("me", "&scope=own"), tech)) == body_of(own));
  CHECK(body_of(counter.ask(rankings_of("me"), anna)).find(R"("customerId":1,)") != std::string::npos);
  // Whoever may ask about everybody makes it be prepared for nobody: the query names a seller.
  for (int i = 0; i < 2; ++i) {
    CHECK(http::status_of(counter.ask(rankings_of("1", "&sellerId=5678"), analyst)) == 200);
    CHECK(http::status_of(counter.ask(rankings_of("1", "&sellerId=5678"), anna)) == 403);
  }
}

TEST_CASE("a revoked key is given nothing from the next request on, prepared or not") {
  Counter counter;
  const auto key = counter.shop.key_for(Role::analyst);
  for (int i = 0; i < 3; ++i) CHECK(http::status_of(counter.ask(rankings_of("7"), key)) == 200);
  REQUIRE(counter.shop.credentials->revoke(key.substr(4, 12)));
  CHECK(http::status_of(counter.ask(rankings_of("7"), key)) == 401);
}

TEST_CASE("a token is given what was prepared until it ends, or the key that it comes from is revoked") {
  Counter counter;
  const auto key = counter.shop.key_for(Role::seller, "5678");
  const auto tokens = counter.shop.tokens->exchange(counter.shop.credentials->find(key)).value();
  for (int i = 0; i < 2; ++i) CHECK(http::status_of(counter.ask(rankings_of("5678"), tokens.access)) == 200);
  const double before = Counter::given();
  CHECK(http::status_of(counter.ask(rankings_of("5678"), tokens.access)) == 200);
  CHECK(Counter::given() == before + 1);
  SECTION("ended") {
    auto& clock = counter.shop.shop.clock;
    clock.move_to(clock.now() + tokens.seconds);
    CHECK(http::status_of(counter.ask(rankings_of("5678"), tokens.access)) == 401);
  }
  SECTION("revoked") {
    REQUIRE(counter.shop.credentials->revoke(key.substr(4, 12)));
    CHECK(http::status_of(counter.ask(rankings_of("5678"), tokens.access)) == 401);
  }
}

TEST_CASE("prepared or fresh, each request is counted once, told alike, and refused beyond the limit") {
  Counter counter({.per_hour = {5, 1000, 0}});
  const auto key = counter.shop.key_for(Role::seller, "5678");
  for (const auto* left : {"4", "3", "2", "1", "0"}) {
    const auto answer = counter.ask(rankings_of("5678"), key);
    CHECK(http::status_of(answer) == 200);
    CHECK(line_of(answer, "X-RateLimit-Remaining") == left);
    CHECK(line_of(answer, "RateLimit-Policy") == R"("free";q=5;w=3600)");
    CHECK(line_of(answer, "RateLimit").starts_with(fmt::format(R"("free";r={};t=)", left)));
  }
  const auto refused = counter.ask(rankings_of("5678"), key);
  CHECK(http::status_of(refused) == 429);
  CHECK(line_of(refused, "Retry-After") == "720");
  CHECK(line_of(refused, "X-RateLimit-Remaining") == "0");
  // Another one's limit is its own, and the bytes are the same.
  const auto anna = counter.shop.key_for(Role::seller, "1");
  CHECK(line_of(counter.ask(rankings_of("1"), anna), "X-RateLimit-Remaining") == "4");
  const auto unchanged = counter.ask(rankings_of("1"), anna, "If-None-Match: " + line_of(refused, "ETag") + "*\r\n");
  CHECK(line_of(unchanged, "X-RateLimit-Remaining") == "3");
  counter.shop.shop.clock.move_to(counter.shop.shop.clock.now() + 720);
  CHECK(http::status_of(counter.ask(rankings_of("5678"), key)) == 200);
  CHECK(http::status_of(counter.ask(rankings_of("5678"), key)) == 429);
}

TEST_CASE("GraphQL's prepared answers are given to those of the same role and scopes, never to a seller") {
  Counter counter;
  const auto analyst = counter.shop.key_for(Role::analyst);
  const auto few = counter.shop.key_for(Role::analyst, {}, identity::scopes_in("predictions:read"));
  const auto stranger = counter.shop.key_for(Role::seller, "999");
  CHECK(body_of(counter.ask(kProduct, analyst)).find("errors") == std::string::npos);
  CHECK(body_of(counter.ask(kProduct, counter.shop.key_for(Role::analyst))).find("errors") == std::string::npos);
  CHECK(body_of(counter.ask(kProduct, few)).find("forbidden") != std::string::npos);
  CHECK(body_of(counter.ask(kProduct, stranger)).find("another-sellers") != std::string::npos);
}

TEST_CASE("a session's cookie is given what was prepared, and one that is over is asked to log in") {
  Counter counter;
  const auto session = counter.shop.credentials
                           ->create({.kind = identity::CredentialKind::session,
                                     .name = "ann",
                                     .role = Role::analyst,
                                     .expires = counter.shop.shop.clock.now() + 60,
                                     .created_by = "test"})
                           .value();
  const std::string cookie = "Cookie: a=b; shelfcast_session=" + session.secret + "\r\n";
  for (int i = 0; i < 2; ++i) CHECK(http::status_of(counter.ask(rankings_of("7"), "", cookie)) == 200);
  counter.shop.shop.clock.move_to(counter.shop.shop.clock.now() + 60);
  CHECK(http::status_of(counter.ask(rankings_of("7"), "", cookie)) == 401);
}
