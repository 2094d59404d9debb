// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/distribution_watch.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace shelfcast::monitor {
namespace {

/// Four weeks in which three categories sell about as they always do.
Distributions usual() {
  Distributions usual{.marketplace = "DE",
                      .currency = "EUR",
                      .categories = {"tea", "tools", "toys"},
                      .sold = {},
                      .sold_before = {},
                      .foreseen = {},
                      .foreseen_before = {}};
  for (int day = 0; day < 28; ++day) {
    const double a = day % 3 * 9.0;
    const double b = day % 5 * 7.0;
    usual.sold_before.push_back({1'000 + a, 500 + b, 250 - a});
    usual.foreseen_before.push_back({7'000 + b, 3'500 - a, 1'750 + a});
  }
  usual.sold = {1'005, 510, 245};
  usual.foreseen = {7'010, 3'490, 1'755};
  return usual;
}

}  // namespace

TEST_CASE("what is spread as it always is raises nothing, and both rules were judged") {
  const auto look = look_at(usual(), Instant{0});
  CHECK(look.found.empty());
  CHECK(look.rules == std::vector<std::string>{"distribution-shift", "prediction-drift"});
}

TEST_CASE("sales that are spread otherwise are found, with the category that moved most") {
  auto shifted = usual();
  shifted.sold = {1'000, 1'500, 250};
  const auto look = look_at(shifted, Instant{0});
  REQUIRE(look.found.size() == 1);
  CHECK(look.found[0].rule == "distribution-shift");
  CHECK(look.found[0].measured > 4);
  CHECK(look.found[0].sentence.find("tools has 54.5 % of it") != std::string::npos);
}

TEST_CASE("predictions that are spread otherwise are found by themselves") {
  auto drifted = usual();
  drifted.foreseen = {5'000, 3'500, 4'000};
  const auto look = look_at(drifted, Instant{0});
  REQUIRE(look.found.size() == 1);
  CHECK(look.found[0].rule == "prediction-drift");
}

TEST_CASE("a history that is too short says nothing") {
  auto fresh = usual();
  fresh.sold = {0, 0, 1'000};
  fresh.sold_before.resize(3);
  fresh.foreseen_before.clear();
  CHECK(look_at(fresh, Instant{0}).found.empty());
}

}  // namespace shelfcast::monitor
