// SPDX-License-Identifier: Apache-2.0
#include "allocations/counting.hpp"
#include "shelfcast/api/api.hpp"
#include "shelfcast/identity/doorkeeper.hpp"
#include "shelfcast/identity/rate_limits.hpp"
#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace shelfcast;
using identity::Role;

namespace {

/// A seller with a key and a token, both of a tier that is counted.
struct Door {
  testing::TempFolder folder;
  FixedClock clock{Instant{1'763'632'800}};
  std::unique_ptr<storage::Database> database = storage::Database::open(folder.path() / "identity.db").value();
  std::unique_ptr<identity::Credentials> credentials = identity::Credentials::open(*database, clock).value();
  std::unique_ptr<identity::TokenDesk> tokens =
      identity::TokenDesk::open({.database = *database, .credentials = *credentials, .clock = clock}, folder.path(), {})
          .value();
  identity::RateLimits limits{clock, {.per_hour = {1'000'000, 0, 0}}};
  std::unique_ptr<identity::Doorkeeper> keeper =
      identity::Doorkeeper::open({.clock = clock, .credentials = credentials.get(), .desk = tokens.get()},
                                 {.is_required = true})
          .value();
  std::string key =
      credentials->create({.name = "test", .role = Role::seller, .seller = "7", .created_by = "test"}).value().secret;
  std::string token = tokens->exchange(credentials->find(key)).value().access;
};

}  // namespace

TEST_CASE("letting a known caller have what was prepared allocates nothing, by key or by token") {
  Door door;
  const auto give = api::give_prepared({.doorkeeper = door.keeper.get(), .limits = &door.limits});
  const http::Route route{
      .method = "GET", .path = "/of/{customerId}", .handle = {}, .needs = "predictions:read", .asker = "customerId"};
  for (const auto& secret : {door.key, door.token}) {
    const std::string credentials = "Bearer " + secret;
    const std::array<http::HeaderView, 2> headers{{{"Host", "x"}, {"Authorization", credentials}}};
    const http::AskedHead head{"GET", "/of/7", headers};
    http::Request first;
    first.method = "GET";
    first.headers.set("Authorization", credentials);
    REQUIRE(door.keeper->who(first));
    REQUIRE(give(head, {route, "7"}));
    bool given = true;
    const std::size_t before = allocations();
    for (int i = 0; i < 1000; ++i) given = given && give(head, {route, "7"});
    const std::size_t after = allocations();
    CHECK(given);
    CHECK(after - before == 0);
    CHECK_FALSE(give(head, {route, "8"}));
  }
}
