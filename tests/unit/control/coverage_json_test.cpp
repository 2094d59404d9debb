// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/control/coverage_json.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace shelfcast;
using domain::Coverage;
using domain::Level;

namespace {

Coverage measured() {
  Coverage coverage;
  coverage.marketplace = "DE";
  coverage.periods = 3;
  coverage.first_cut = day_of({2025, 3, 1});
  coverage.last_day = day_of({2025, 3, 9});
  coverage.factors = {{{Level::category, 0}, {1.25, 1}}};
  domain::Held held{.intervals = 10, .of_80 = 9, .of_95 = 10, .confidence = {}, .top = {}};
  held.confidence.add(0.61, true);
  held.confidence.add(1, false);
  held.top[2].add(0.3, true);
  coverage.rows.push_back({{.level = Level::product, .category = {}, .frame = Frame::week, .band = 0}, held});
  return coverage;
}

}  // namespace

TEST_CASE("the measurement comes back from its JSON as it was") {
  const auto json = nlohmann::ordered_json::parse(control::to_json(measured()).dump());
  CHECK(json["coverage"][0]["coverage80"] == 0.9);
  CHECK(json["coverage"][0]["horizon"] == "1-7");
  CHECK(json["coverage"][0]["confidenceScore"]["tenths"].size() == 2);
  CHECK(json["coverage"][0]["topProbability"][2]["top"] == 20);
  CHECK(json["note"].is_null());
  CHECK(json["stretched"][0]["of80"] == 1.25);
  const auto back = control::coverage_from_json(json).value();
  CHECK(back.marketplace == "DE");
  CHECK(back.periods == 3);
  CHECK(back.first_cut == measured().first_cut);
  CHECK(back.last_day == measured().last_day);
  REQUIRE(back.rows.size() == 1);
  CHECK(back.rows[0].of == measured().rows[0].of);
  CHECK(back.rows[0].held == measured().rows[0].held);
  CHECK(back.factors == measured().factors);
}

TEST_CASE("where nothing was measured, a sentence says so, and numbers are null") {
  Coverage nothing;
  nothing.marketplace = "DE";
  const auto json = control::to_json(nothing);
  CHECK(json["knownFrom"].is_null());
  CHECK(json["coverage"].empty());
  CHECK(json["note"].get<std::string>().starts_with("Nothing is measured yet"));
  auto empty_row = measured();
  empty_row.rows[0].held = {};
  const auto row = control::to_json(empty_row)["coverage"][0];
  CHECK(row["coverage80"].is_null());
  CHECK(row["confidenceScore"]["calibrationError"].is_null());
}

TEST_CASE("what was asked of a server is what it reads") {
  const control::CoverageQuestion asked{
      .marketplace = "DE", .frame = Frame::half, .level = Level::marketplace, .category = "tea"};
  const auto read = control::coverage_question_from_json(control::to_json(asked)).value();
  CHECK(read.marketplace == "DE");
  CHECK(read.frame == Frame::half);
  CHECK(read.level == Level::marketplace);
  CHECK(read.category == "tea");
  CHECK_FALSE(control::coverage_question_from_json(control::to_json(control::CoverageQuestion{.marketplace = "DE"}))
                  .value()
                  .frame);
}
