// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "identity/issuer_keys.hpp"
#include "shelfcast/identity/doorkeeper.hpp"
#include "shelfcast/storage/files.hpp"
#include "support/temp_folder.hpp"
#include "unit/identity/issuer.hpp"

#include <fmt/format.h>

#include <thread>

using namespace shelfcast;
using namespace shelfcast::test;
using identity::Doorkeeper;
using identity::Role;

namespace {

http::Request with_bearer(const std::string& token) {
  http::Request request;
  request.method = "GET";
  request.headers.set("Authorization", "Bearer " + token);
  return request;
}

/// A door that believes one issuer, whose keys lie in a file.
struct Door {
  explicit Door(identity::Trust more = {}) {
    REQUIRE(storage::write_file(folder.path() / "jwks.json", issuer.jwks(), "test"));
    more.issuer = issuer.name();
    more.jwks = folder.path() / "jwks.json";
    keeper = Doorkeeper::open({.clock = clock}, {.admin_token = "sesame", .is_required = true, .trust = more}).value();
    keeper->start();
  }
  ~Door() { keeper->stop(); }
  [[nodiscard]] std::string reason(const std::string& token) const {
    const auto who = keeper->who(with_bearer(token));
    return who ? "taken" : who.error().reason;
  }
  [[nodiscard]] identity::CallerPtr caller(const Json& claims) const {
    const auto who = keeper->who(with_bearer(issuer.es256(claims)));
    return who ? *who : nullptr;
  }

  testing::TempFolder folder;
  FixedClock clock{kIssued};
  Issuer issuer;
  std::unique_ptr<Doorkeeper> keeper;
};

}  // namespace

TEST_CASE("a token tells role, seller, tier and name") {
  const Door door;
  auto claims = door.issuer.with("role", "seller");
  claims["seller"] = 501;
  claims["tier"] = "pro";
  const auto seller = door.caller(claims);
  REQUIRE(seller);
  CHECK(seller->role == Role::seller);
  CHECK(seller->seller == "501");
  CHECK(seller->tier == identity::Tier::pro);
  CHECK(seller->name == "https://issuer.example alice");
  CHECK(door.caller(door.issuer.claims())->role == Role::analyst);
  CHECK(door.caller(door.issuer.with("role", {"offline", "analyst", "operator"}))->role == Role::operating);
}

TEST_CASE("a token without a role that is known here opens nothing") {
  const Door door;
  for (const auto& role : {Json("root"), Json("Admin"), Json("visitor"), Json("nobody"), Json("seller"), Json(7),
                           Json(), Json::array(), Json{"root"}})
    CHECK(door.reason(door.issuer.es256(door.issuer.with("role", role))) == "without_role");
  auto unknown_role = door.issuer.with("role", "root");
  unknown_role["seller"] = "501";
  CHECK(door.reason(door.issuer.es256(unknown_role)) == "without_role");
  auto only_seller = door.issuer.without("role");
  only_seller["seller"] = "501";
  CHECK(door.caller(only_seller)->role == Role::seller);
  CHECK(door.reason(door.issuer.es256(door.issuer.without("sub"))) == "without_role");
}

TEST_CASE("claims may lie deeper") {
  const Door door({.claims = {.role = "/realm/roles", .seller = "/shop/id"}});
  auto claims = door.issuer.without("role");
  claims["realm"] = {{"roles", {"x", "seller"}}};
  claims["shop"] = {{"id", "anna"}};
  CHECK(door.caller(claims)->seller == "anna");
  claims["realm"] = Json::array({"admin"});
  CHECK(door.caller(claims)->role == Role::seller);  // no role is told: the seller is
  claims.erase("shop");
  CHECK(door.caller(claims) == nullptr);
}

TEST_CASE("a scope that names ours narrows what a role may do, and widens nothing") {
  const Door door;
  const auto narrow = door.caller(door.issuer.with("scope", "openid predictions:read admin"));
  CHECK(identity::names_of(narrow->scopes) == "account predictions:read");
  const auto whole = door.caller(door.issuer.with("scope", "openid profile account"));
  CHECK(whole->scopes == identity::scopes_of(Role::analyst));
}

TEST_CASE("a token that was checked is known until it ends, and no longer") {
  Door door;
  const auto token = door.issuer.es256();
  const auto first = door.keeper->who(with_bearer(token));
  REQUIRE(first);
  CHECK(*door.keeper->who(with_bearer(token)) == *first);  // the very same caller
  door.clock.move_to(kIssued + 300 + 59);
  CHECK(door.reason(token) == "taken");
  door.clock.move_to(kIssued + 300 + 60);
  CHECK(door.reason(token) == "expired");
}

TEST_CASE("the key of a token that was checked is withdrawn: the token is good no more") {
  Door door({.keys_every_seconds = 60});
  const auto token = door.issuer.es256();
  CHECK(door.reason(token) == "taken");
  const auto without_it = Json{{"keys", {door.issuer.rsa_jwk()}}}.dump();
  REQUIRE(storage::write_file(door.folder.path() / "jwks.json", without_it, "test"));
  door.clock.move_to(kIssued + 60);
  const double begun = stopwatch_seconds();  // the keys are read each second, whatever the clock says
  while (door.reason(token) == "taken" && stopwatch_seconds() - begun < 30) std::this_thread::yield();
  CHECK(door.reason(token) == "unknown_key");
  CHECK(door.reason(door.issuer.rs256()) == "taken");
}

TEST_CASE("a scheme's name is the same in all letters") {
  const Door door;
  for (const auto* const scheme : {"bearer ", "BEARER ", "Bearer "}) {
    http::Request request;
    request.headers.set("Authorization", scheme + door.issuer.es256());
    CHECK((*door.keeper->who(request))->role == Role::analyst);
  }
  http::Request request;
  request.headers.set("Authorization", "bearerx sesame");
  CHECK((*door.keeper->who(request))->role == Role::nobody);
}

TEST_CASE("whatever else is sent as credentials is refused, and nobody is who sends none") {
  const Door door;
  for (const auto* bad : {"", "x", "sesam", "sesame ", "sck_000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    CHECK_FALSE(door.keeper->who(with_bearer(bad)));
  CHECK((*door.keeper->who(with_bearer("sesame")))->role == Role::admin);
  CHECK((*door.keeper->who(http::Request()))->role == Role::nobody);
}

TEST_CASE("without anything configured who asks may read, and administrates from this machine only") {
  const FixedClock clock(kIssued);
  const auto open = Doorkeeper::open({.clock = clock}, {.loopback_only = true}).value();
  http::Request request;
  request.headers.set("Host", "localhost:8080");
  CHECK((*open->who(request))->role == Role::visitor);
  request.local = true;
  CHECK((*open->who(request))->role == Role::admin);
  const auto to_all = Doorkeeper::open({.clock = clock}, {}).value();
  CHECK((*to_all->who(request))->role == Role::visitor);
}

TEST_CASE("a foreign web page that is open on this machine administrates nothing") {
  const FixedClock clock(kIssued);
  const auto open = Doorkeeper::open({.clock = clock}, {.loopback_only = true}).value();
  const auto role = [&](std::string_view host, std::optional<std::string_view> origin = {}) {
    http::Request request;
    request.method = "POST";
    request.local = true;
    request.headers.set("Host", host);
    if (origin) request.headers.set("Origin", *origin);
    return (*open->who(request))->role;
  };
  for (const auto* const host :
       {"localhost", "LocalHost:8080", "127.0.0.1", "127.0.0.1:8080", "127.1.2.3", "[::1]", "[::1]:8080"}) {
    INFO(host);
    CHECK(role(host) == Role::admin);
    CHECK(role(host, fmt::format("http://{}", host)) == Role::admin);
    for (const auto* const foreign : {"https://evil.example", "null", "", "http://localhost:5000"})
      CHECK(role(host, foreign) == Role::visitor);
  }
  // Names that a foreign name server may say are this machine's: the page would be of the same origin.
  for (const auto* const host : {"", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example",
                                 "localhost.", "[::1", "[::2]", "128.0.0.1", "0.0.0.0"}) {
    INFO(host);
    CHECK(role(host) == Role::visitor);
    CHECK(role(host, fmt::format("http://{}", host)) == Role::visitor);
  }
}

TEST_CASE("a trust that cannot be is a mistake of the configuration") {
  const FixedClock clock(kIssued);
  const auto opened = [&](identity::Trust trust) {
    return Doorkeeper::open({.clock = clock}, {.trust = trust}).has_value();
  };
  CHECK_FALSE(opened({.issuer = "https://a"}));
  CHECK_FALSE(opened({.jwks = "keys.json"}));
  CHECK_FALSE(opened({.issuer = "https://a", .hs256_secret = "short"}));
  CHECK(opened({.issuer = "https://a", .hs256_secret = kSecret}));
}

TEST_CASE("an unknown key has an issuer's keys read again, but not more often than is cool") {
  FixedClock clock(kIssued);
  const Issuer issuer;
  int reads = 0;
  std::string published = Json{{"keys", {issuer.ec_jwk("old")}}}.dump();
  identity::IssuerKeys keys(clock,
                            [&]() -> Result<std::string> {
                              ++reads;
                              return published;
                            },
                            {.issuer = "a", .every_seconds = 600, .cool_down = 30});
  keys.look();
  keys.look();
  CHECK(reads == 1);
  published = issuer.jwks();
  for (int i = 0; i < 100; ++i) keys.is_missed(), keys.look();
  CHECK(reads == 1);
  CHECK_FALSE(keys.current()->has("ec"));
  clock.move_to(kIssued + 30);
  keys.look();
  CHECK(reads == 2);
  CHECK(keys.current()->has("ec"));
  clock.move_to(kIssued + 629);
  keys.look();
  CHECK(reads == 2);
  clock.move_to(kIssued + 630);
  keys.look();
  CHECK(reads == 3);
}

TEST_CASE("while an issuer is away or talks nonsense its last good keys stay") {
  FixedClock clock(kIssued);
  const Issuer issuer;
  Result<std::string> answer = issuer.jwks();
  int reads = 0;
  identity::IssuerKeys keys(clock,
                            [&] {
                              ++reads;
                              return answer;
                            },
                            {.issuer = "a", .every_seconds = 600, .cool_down = 30});
  keys.look();
  for (const Result<std::string>& bad : {Result<std::string>(fail(Code::unavailable, "a", "is away")),
                                         Result<std::string>("<html>"), Result<std::string>(R"({"keys":[]})")}) {
    answer = bad;
    clock.move_to(clock.now() + 600);
    keys.look();
    CHECK(keys.current()->has("ec"));
  }
  CHECK(reads == 4);
  clock.move_to(clock.now() + 30);  // and it is asked again soon
  keys.look();
  CHECK(reads == 5);
}
