// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "identity/jwt.hpp"
#include "shelfcast/identity/doorkeeper.hpp"
#include "shelfcast/identity/rate_limits.hpp"
#include "support/temp_folder.hpp"
#include "unit/identity/issuer.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace shelfcast;
using namespace shelfcast::test;
using identity::Role;

namespace {

/// Keys and tokens of a server; `restart` opens it again.
struct Desk {
  Desk() { restart(); }
  void restart() {
    keeper.reset();
    tokens.reset();
    credentials = identity::Credentials::open(*database, clock).value();
    tokens = identity::TokenDesk::open({.database = *database, .credentials = *credentials, .clock = clock},
                                       folder.path() / "identity", {})
                 .value();
    keeper = identity::Doorkeeper::open({.clock = clock, .credentials = credentials.get(), .desk = tokens.get()},
                                        {.is_required = true})
                 .value();
  }
  [[nodiscard]] identity::CallerPtr who(const std::string& bearer) const {
    http::Request request;
    request.headers.set("Authorization", "Bearer " + bearer);
    const auto who = keeper->who(request);
    return who ? *who : nullptr;
  }
  [[nodiscard]] identity::Credentials::Made key(std::optional<Instant> expires = {}) const {
    return credentials->create({.name = "test", .role = Role::seller, .seller = "501", .expires = expires}).value();
  }
  [[nodiscard]] identity::Tokens exchanged(const std::string& secret) const {
    return tokens->exchange(who(secret)).value();
  }

  testing::TempFolder folder;
  FixedClock clock{kIssued};
  std::unique_ptr<storage::Database> database = storage::Database::open(folder.path() / "catalogue.db").value();
  std::unique_ptr<identity::Credentials> credentials;
  std::unique_ptr<identity::TokenDesk> tokens;
  std::unique_ptr<identity::Doorkeeper> keeper;
};

}  // namespace

TEST_CASE("a key opens until it is revoked or over, also after a restart, and its secret is nowhere") {
  Desk desk;
  const auto forever = desk.key();
  const auto short_one = desk.key(kIssued + 60);
  CHECK(desk.who(forever.secret)->seller == "501");
  desk.restart();
  CHECK(desk.who(forever.secret)->seller == "501");
  CHECK(desk.who(short_one.secret));
  auto other = forever.secret;
  other.back() = other.back() == 'A' ? 'B' : 'A';
  CHECK_FALSE(desk.who(other));
  desk.clock.move_to(kIssued + 60);
  CHECK_FALSE(desk.who(short_one.secret));
  REQUIRE(desk.credentials->revoke(forever.credential.id));
  CHECK_FALSE(desk.who(forever.secret));
  desk.restart();
  CHECK_FALSE(desk.who(forever.secret));
  CHECK(desk.credentials->revoke("none").error().code == Code::not_found);
  const auto listed = desk.credentials->keys(10).value();
  REQUIRE(listed.size() == 2);
  CHECK(std::ranges::count_if(listed, [](const auto& key) { return key.revoked.has_value(); }) == 1);
  for (const auto& file : std::filesystem::directory_iterator(desk.folder.path())) {
    if (!file.is_regular_file()) continue;
    std::ostringstream all;
    all << std::ifstream(file.path(), std::ios::binary).rdbuf();
    CHECK(all.str().find(forever.secret.substr(17)) == std::string::npos);
  }
}

TEST_CASE("a key that could open nothing, or opens for nobody, is not made") {
  const Desk desk;
  const auto made = [&](const identity::NewCredential& what) { return desk.credentials->create(what).has_value(); };
  CHECK_FALSE(made({.name = "", .role = Role::admin}));
  CHECK_FALSE(made({.name = "n", .role = Role::seller}));
  CHECK_FALSE(made({.name = "n", .role = Role::analyst, .seller = "501"}));
  CHECK_FALSE(made({.name = "n", .role = Role::analyst, .scopes = identity::scopes_in("admin")}));
  CHECK_FALSE(made({.name = "n", .role = Role::analyst, .expires = kIssued}));
  CHECK(made({.name = "n", .role = Role::analyst}));
}

TEST_CASE("a key is exchanged for a short token that stands for the same caller") {
  Desk desk;
  const auto key = desk.key();
  const auto tokens = desk.exchanged(key.secret);
  CHECK(desk.who(tokens.access)->seller == "501");
  CHECK(tokens.seconds == 600);
  desk.clock.move_to(kIssued + 599);
  CHECK(desk.who(tokens.access));
  desk.clock.move_to(kIssued + 600);
  CHECK_FALSE(desk.who(tokens.access));
  CHECK_FALSE(desk.who(tokens.refresh));  // it refreshes, and opens nothing
}

TEST_CASE("our tokens are signed by our own key, published for others to check, and kept over restarts") {
  Desk desk;
  const auto tokens = desk.exchanged(desk.key().secret);
  const auto published = identity::read_jwks(desk.tokens->jwks()).value();
  const auto token = identity::Jwt::read(tokens.access).value();
  CHECK(identity::check(token, published, {.issuer = "shelfcast", .audience = "shelfcast"}, kIssued));
  CHECK(token.claims["seller"] == "501");
  CHECK(token.claims["role"] == "seller");
  desk.restart();
  CHECK(desk.who(tokens.access));
  const auto file = desk.folder.path() / "identity" / "signing_key.pem";
  CHECK((std::filesystem::status(file).permissions() & std::filesystem::perms::all) ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  std::filesystem::remove(file);
  desk.restart();
  CHECK_FALSE(desk.who(tokens.access));
}

TEST_CASE("somebody else's token in our name opens nothing") {
  const Desk desk;
  const Issuer forger("shelfcast");
  auto claims = forger.with("sub", desk.key().credential.id);
  CHECK_FALSE(desk.who(forger.es256(claims)));
  CHECK_FALSE(desk.who(Issuer::hs256({{"alg", "HS256"}}, claims, desk.tokens->jwks())));
}

TEST_CASE("a refresh token is good once, and each gives the next") {
  Desk desk;
  const auto first = desk.exchanged(desk.key().secret);
  const auto second = desk.tokens->refresh(first.refresh).value();
  CHECK(second.refresh != first.refresh);
  CHECK(desk.who(second.access)->seller == "501");
  desk.clock.move_to(kIssued + 700);
  const auto third = desk.tokens->refresh(second.refresh).value();
  CHECK(desk.who(third.access));
  CHECK_FALSE(desk.who(second.access));
}

TEST_CASE("a refresh token that is used again revokes all that descend from the same exchange") {
  Desk desk;
  const auto key = desk.key();
  const auto first = desk.exchanged(key.secret);
  const auto other = desk.exchanged(key.secret);
  const auto second = desk.tokens->refresh(first.refresh).value();
  REQUIRE(desk.who(second.access));
  CHECK(desk.tokens->refresh(first.refresh).error().code == Code::conflict);
  CHECK_FALSE(desk.who(second.access));  // at once, though it was known to be good
  CHECK(desk.tokens->refresh(second.refresh).error().code == Code::not_found);
  CHECK(desk.tokens->refresh(first.refresh).error().code == Code::not_found);
  CHECK(desk.who(other.access));
  CHECK(desk.tokens->refresh(other.refresh));
  desk.restart();
  CHECK_FALSE(desk.who(second.access));
}

TEST_CASE("tokens end with the key that they come from, with their family, and with logging out") {
  Desk desk;
  const auto key = desk.key();
  const auto tokens = desk.exchanged(key.secret);
  const auto others = desk.exchanged(key.secret);
  REQUIRE(desk.who(tokens.access));
  REQUIRE(desk.tokens->revoke(tokens.refresh));
  CHECK(desk.tokens->revoke("scr_nonsense"));
  CHECK_FALSE(desk.who(tokens.access));
  CHECK_FALSE(desk.tokens->refresh(tokens.refresh));
  REQUIRE(desk.who(others.access));
  REQUIRE(desk.credentials->revoke(key.credential.id));
  CHECK_FALSE(desk.who(others.access));
  CHECK(desk.tokens->refresh(others.refresh).error().code == Code::not_found);
  CHECK_FALSE(desk.tokens->refresh("scr_000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));

  const auto old = desk.exchanged(desk.key().secret);
  desk.clock.move_to(kIssued + 30 * kDaySeconds);
  CHECK_FALSE(desk.tokens->refresh(old.refresh));
}

TEST_CASE("a bucket fills evenly, never beyond its hour, whatever the clock does") {
  FixedClock clock(kIssued);
  identity::RateLimits limits(clock, {.per_hour = {100, 1000, 0}, .callers = 10});
  const identity::Caller caller{.name = "a", .role = Role::seller, .seller = "1", .tier = identity::Tier::free};
  for (int i = 0; i < 100; ++i) REQUIRE(limits.take(caller)->is_granted);
  CHECK_FALSE(limits.take(caller)->is_granted);
  clock.move_to(kIssued + 35);
  CHECK_FALSE(limits.take(caller)->is_granted);
  clock.move_to(kIssued + 36);
  CHECK(limits.take(caller)->is_granted);
  CHECK_FALSE(limits.take(caller)->is_granted);
  clock.move_to(kIssued - 1'000'000);
  CHECK_FALSE(limits.take(caller)->is_granted);
  clock.move_to(kIssued + 1'000'000'000);
  CHECK(limits.take(caller)->remaining == 99);
  CHECK(limits.take({.name = "b", .role = Role::admin, .seller = {}}) == std::nullopt);
}

TEST_CASE("callers beyond those that are counted cost no memory: the one unheard of for longest begins anew") {
  const FixedClock clock(kIssued);
  identity::RateLimits limits(clock, {.per_hour = {2, 0, 0}, .callers = 3});
  const auto take = [&](const std::string& name) {
    return limits.take({.name = name, .role = Role::seller, .seller = "1", .tier = identity::Tier::free})->remaining;
  };
  CHECK(take("a") == 1);
  for (const auto* other : {"b", "c"}) take(other);
  CHECK(take("a") == 0);
  for (const auto* other : {"d", "e", "f"}) take(other);
  CHECK(take("a") == 1);
}

TEST_CASE("a session is a cookie that acts for pages of this server only") {
  const Desk desk;
  const auto session = desk.credentials
                           ->create({.kind = identity::CredentialKind::session,
                                     .name = "alice",
                                     .role = Role::admin,
                                     .expires = kIssued + 60})
                           .value();
  http::Request request;
  request.method = "GET";
  request.headers.set("Cookie", "a=b; shelfcast_session=" + session.secret + "; c=d");
  CHECK((*desk.keeper->who(request))->name == "alice");
  request.method = "POST";
  CHECK_FALSE(desk.keeper->who(request));
  request.headers.set("Host", "shop.example:8080");
  request.headers.set("Origin", "https://evil.example");
  CHECK_FALSE(desk.keeper->who(request));
  request.headers.set("Origin", "http://shop.example:8080");
  CHECK(desk.keeper->who(request));
  http::Request as_token;
  as_token.headers.set("Authorization", "Bearer " + session.secret);
  CHECK_FALSE(desk.keeper->who(as_token));
  request.headers.set("Cookie", "shelfcast_session=x");
  CHECK((*desk.keeper->who(request))->role == Role::nobody);
  CHECK(desk.credentials->keys(10)->empty());
}
