// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/refresh/reports.hpp"
#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using domain::CycleReport;
using domain::CycleState;

namespace {

CycleReport report(const std::string& id, CycleState state) {
  CycleReport result;
  result.id = id;
  result.marketplace = id.substr(0, 2);
  result.state = state;
  result.started = {1'763'600'000};
  result.rejected_by = {{"bad_number", 3}};
  result.timings = {{"merge", 1.5}};
  result.accuracy = {{"WAPE by product, 7 days", 0.3, 0.4}};
  return result;
}

}  // namespace

TEST_CASE("a report comes back as it was saved, and a later save replaces it") {
  const testing::TempFolder folder;
  const auto database = storage::Database::open(folder.path() / "catalogue.db").value();
  refresh::Reports reports(*database);
  REQUIRE(reports.save(report("DE-20251120-1", CycleState::running)));
  auto done = report("DE-20251120-1", CycleState::ok);
  done.finished = Instant{1'763'600'060};
  done.data_cut = Day{20'411};
  REQUIRE(reports.save(done));
  const auto found = reports.find("DE-20251120-1").value().value();
  CHECK(found.state == CycleState::ok);
  CHECK(found.finished == done.finished);
  CHECK(found.data_cut == done.data_cut);
  CHECK(found.rejected_by == done.rejected_by);
  CHECK(found.timings.front().seconds == 1.5);
  CHECK(found.accuracy.front().rival == 0.4);
  CHECK_FALSE(reports.find("DE-20251120-2").value());
}

TEST_CASE("ids count up within a day and a marketplace, also past nine") {
  const testing::TempFolder folder;
  const auto database = storage::Database::open(folder.path() / "catalogue.db").value();
  refresh::Reports reports(*database);
  const Day day = parse_day("2025-11-20").value();
  for (int i = 1; i <= 12; ++i) {
    const auto id = reports.next_id("DE", day).value();
    CHECK(id == "DE-20251120-" + std::to_string(i));
    REQUIRE(reports.save(report(id, CycleState::ok)));
  }
  CHECK(reports.next_id("DE", day + 1) == "DE-20251121-1");
  CHECK(reports.next_id("FR", day) == "FR-20251120-1");
}

TEST_CASE("cycles are listed newest first, page by page, across marketplaces") {
  const testing::TempFolder folder;
  const auto database = storage::Database::open(folder.path() / "catalogue.db").value();
  refresh::Reports reports(*database);
  for (const auto* id : {"DE-20251119-1", "FR-20251120-1", "DE-20251120-1", "DE-20251120-10", "DE-20251120-2"}) {
    REQUIRE(reports.save(report(id, CycleState::ok)));
  }
  const auto first = reports.list({}, 3).value();
  REQUIRE(first.size() == 3);
  CHECK(first[0].id == "DE-20251120-10");
  CHECK(first[1].id == "DE-20251120-2");
  const auto rest = reports.list(first[2].id, 3).value();
  REQUIRE(rest.size() == 2);
  CHECK(rest[1].id == "DE-20251119-1");
}

TEST_CASE("a cycle that a crash interrupted is found") {
  const testing::TempFolder folder;
  const auto database = storage::Database::open(folder.path() / "catalogue.db").value();
  refresh::Reports reports(*database);
  REQUIRE(reports.save(report("DE-20251120-1", CycleState::ok)));
  CHECK_FALSE(reports.unfinished("DE").value());
  REQUIRE(reports.save(report("DE-20251120-2", CycleState::running)));
  CHECK(reports.unfinished("DE").value()->id == "DE-20251120-2");
  CHECK_FALSE(reports.unfinished("FR").value());
}
