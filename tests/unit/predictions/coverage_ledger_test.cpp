// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/predictions/coverage_ledger.hpp"

#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using domain::CoverageOf;
using domain::Held;
using domain::Level;
using predictions::CoverageLedger;
using predictions::ScoredPeriod;

namespace {

constexpr CoverageOf kMugs{.level = Level::product, .category = {11}, .frame = Frame::week, .band = 0};
constexpr CoverageOf kWhole{.level = Level::marketplace, .category = {}, .frame = Frame::week, .band = 0};

Held held(std::uint64_t intervals, std::uint64_t of_80) {
  Held held{.intervals = intervals, .of_80 = of_80, .of_95 = intervals, .confidence = {}, .top = {}};
  held.confidence.add(0.75, true);
  held.top[1].add(0.4, false);
  return held;
}

/// The week after a cut.
ScoredPeriod week_after(Day cut) {
  return {.cut = cut,
          .about = {Frame::week, {cut + 1, cut + 7}, true},
          .promised_by = "DE-1",
          .version = "DE-ensemble-2.0.0",
          .held = {{kMugs, held(10, 8)}, {kWhole, held(1, 1)}},
          .runs = {{.level = Level::product, .cut = cut, .days = 7, .of = 10, .pairs = {{1.5F, 2}, {0.1F, -1}}}}};
}

}  // namespace

TEST_CASE("what was counted is summed by name, whoever opens the ledger") {
  const testing::TempFolder folder;
  const auto database = storage::Database::open(folder.path() / "catalogue.db").value();
  REQUIRE(CoverageLedger(*database).add("DE", week_after(Day{100})));
  REQUIRE(CoverageLedger(*database).add("DE", week_after(Day{101})));
  const auto coverage = CoverageLedger(*database).coverage("DE").value();
  CHECK(coverage.periods == 2);
  CHECK(coverage.first_cut == Day{100});
  CHECK(coverage.last_day == Day{108});
  REQUIRE(coverage.rows.size() == 2);
  CHECK(coverage.rows[0].of == kMugs);
  Held twice = held(10, 8);
  twice += held(10, 8);
  CHECK(coverage.rows[0].held == twice);
  CHECK(*coverage.rows[0].held.coverage_80() == 0.8);
}

TEST_CASE("a period counts once, whatever is said of it later") {
  const testing::TempFolder folder;
  const auto database = storage::Database::open(folder.path() / "catalogue.db").value();
  CoverageLedger ledger(*database);
  REQUIRE(ledger.add("DE", week_after(Day{100})));
  auto again = week_after(Day{100});
  again.held = {{kMugs, held(99, 0)}};
  REQUIRE(ledger.add("DE", again));
  const auto coverage = ledger.coverage("DE").value();
  CHECK(coverage.periods == 1);
  CHECK(coverage.rows[0].held == held(10, 8));
  CHECK(ledger.counted("DE", Day{100}).value().contains({Day{100}, Day{101}, Day{107}}));
  CHECK(ledger.counted("DE", Day{101}).value().empty());
}

TEST_CASE("of another marketplace, and before anything is over, the ledger says nothing") {
  const testing::TempFolder folder;
  const auto database = storage::Database::open(folder.path() / "catalogue.db").value();
  CoverageLedger ledger(*database);
  REQUIRE(ledger.add("DE", week_after(Day{100})));
  const auto coverage = ledger.coverage("FR").value();
  CHECK(coverage.periods == 0);
  CHECK_FALSE(coverage.first_cut);
  CHECK(coverage.rows.empty());
  CHECK(ledger.runs("FR", {Day{0}, Day{999}}).value().empty());
}

TEST_CASE("forecasts are remembered beside what came, for those who measure the next intervals") {
  const testing::TempFolder folder;
  const auto database = storage::Database::open(folder.path() / "catalogue.db").value();
  CoverageLedger ledger(*database);
  REQUIRE(ledger.add("DE", week_after(Day{101})));
  REQUIRE(ledger.add("DE", week_after(Day{100})));
  const auto runs = ledger.runs("DE", {Day{0}, Day{107}}).value();
  REQUIRE(runs.size() == 1);  // the other one had not ended by then
  CHECK(runs[0] == week_after(Day{100}).runs[0]);
  CHECK(ledger.runs("DE", {Day{0}, Day{108}}).value().back().cut == Day{101});
}
