// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/marketplace_watch.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

namespace shelfcast::monitor {
namespace {

MarketplaceState sound() {
  MarketplaceState state{.key = "DE", .currency = "EUR"};
  auto& cycle = state.last_cycle.emplace();
  cycle.id = "DE-1";
  cycle.state = domain::CycleState::ok;
  cycle.rows_in = 100'000;
  state.last_load.emplace().profile.lines = 100'000;
  return state;
}

bool finds(const MarketplaceState& state, std::string_view rule) {
  const auto look = look_at(state, Instant{0});
  CHECK(std::ranges::find(look.rules, rule) != look.rules.end());
  return std::ranges::find(look.found, rule, &Signal::rule) != look.found.end();
}

}  // namespace

TEST_CASE("nothing is found of a marketplace that is sound, or of which nothing is known yet") {
  CHECK(look_at(sound(), Instant{0}).found.empty());
  CHECK(look_at({.key = "DE", .currency = "EUR"}, Instant{0}).found.empty());
}

TEST_CASE("a failed refresh, a held load and numbers that are late are found") {
  auto state = sound();
  state.last_cycle->state = domain::CycleState::failed;
  state.last_cycle->step = "rank";
  state.last_cycle->problem = "the disk is full";
  CHECK(finds(state, "cycle-failed"));
  CHECK(look_at(state, Instant{0}).found[0].sentence == "DE-1 failed in step 'rank': the disk is full");
  state = sound();
  state.held_load.emplace().findings = {{"fewer_rows", "Far fewer rows."}};
  CHECK(finds(state, "load-held"));
  state = sound();
  state.seconds_late = 2 * kHour;
  CHECK(finds(state, "stale-data"));
}

TEST_CASE("a share of broken rows is found only where it is beyond chance") {
  auto state = sound();
  state.last_cycle->rows_in = 100;
  state.last_cycle->rows_rejected = 3;
  CHECK_FALSE(finds(state, "schema-errors"));
  state.last_cycle->rows_in = 100'000;
  state.last_cycle->rows_rejected = 900;
  CHECK_FALSE(finds(state, "schema-errors"));
  state.last_cycle->rows_rejected = 3'000;
  CHECK(finds(state, "schema-errors"));
  state.last_load->profile.without_price = 2'000;
  CHECK(finds(state, "missing-values"));
}

TEST_CASE("a model that is no better than the naive rival is found") {
  auto state = sound();
  state.last_cycle->accuracy = {{"WAPE by product, 7 days", 0.5, 0.7}, {"WAPE by category, 7 days", 0.2, 0.19}};
  CHECK_FALSE(finds(state, "accuracy-lost"));
  state.last_cycle->accuracy[0].model = 0.8;
  CHECK(finds(state, "accuracy-lost"));
}

TEST_CASE("intervals that do not hold what they promise are found once there is enough to tell") {
  auto state = sound();
  domain::CoverageRow row;
  row.held.intervals = 500;
  row.held.of_80 = 350;
  state.coverage.emplace().rows = {row};
  CHECK_FALSE(finds(state, "coverage-off"));
  state.coverage->rows[0].held.intervals = 500'000;
  state.coverage->rows[0].held.of_80 = 350'000;
  CHECK(finds(state, "coverage-off"));
  state.coverage->rows[0].held.of_80 = 390'000;
  CHECK_FALSE(finds(state, "coverage-off"));
}

}  // namespace shelfcast::monitor
