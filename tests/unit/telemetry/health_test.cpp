// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/telemetry/health.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace shelfcast::telemetry;

TEST_CASE("the last word about a name is the one that counts") {
  set_health("test store", Condition::failing, "disk full");
  set_health("test store", Condition::ok, "");
  const auto flags = health();
  const auto is_ours = [](const HealthFlag& flag) { return flag.name == "test store"; };
  REQUIRE(std::ranges::count_if(flags, is_ours) == 1);
  CHECK(std::ranges::find_if(flags, is_ours)->condition == Condition::ok);
  CHECK(std::ranges::is_sorted(flags, {}, &HealthFlag::name));
}
