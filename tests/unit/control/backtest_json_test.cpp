// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/control/backtest_json.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace shelfcast;

namespace {

domain::BacktestReport report() {
  domain::BacktestReport report{
      .marketplace = "DE",
      .horizon = 28,
      .step = 7,
      .top = 10,
      .origins = {Day{20'000}},
      .scores = {{"theta", domain::ScoredLevel::category, 7, "year ago", {}}},
      .bad = {{Day{20'000}, "theta", domain::ScoredLevel::product, "A-1", "it sold nothing"}}};
  report.scores.front().measures.wape = 0.25;
  return report;
}

}  // namespace

TEST_CASE("a backtest comes back from JSON as it was, and what was not measured is null") {
  const auto json = control::to_json(report());
  CHECK(json["scores"][0]["wape"] == 0.25);
  CHECK(json["scores"][0]["coverage80"].is_null());
  CHECK(json["bad"][0]["series"] == "A-1");
  const auto back = control::backtest_from_json(json);
  REQUIRE(back);
  CHECK(control::to_json(*back) == json);
}

TEST_CASE("what is no backtest is refused") {
  CHECK(control::backtest_from_json(nlohmann::ordered_json::object()).error().code == Code::corrupt);
}
