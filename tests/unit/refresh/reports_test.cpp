// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/refresh/reports.hpp"

#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using domain::CycleReport;
using domain::CycleState;
using refresh::Reports;

namespace {

const Day kDay = day_of({2025, 11, 20});

struct Reported {
  testing::TempFolder folder;
  std::unique_ptr<storage::Database> database = storage::Database::open(folder.path() / "catalogue.db").value();
  Reports reports{*database};

  std::string begin(const std::string& marketplace, Day day, CycleState state = CycleState::running) {
    CycleReport report;
    report.id = reports.next_id(marketplace, day).value();
    report.marketplace = marketplace;
    report.state = state;
    REQUIRE(reports.save(report));
    return report.id;
  }
};

}  // namespace

TEST_CASE("a report comes back as it was last saved") {
  Reported kept;
  const auto id = kept.begin("DE", kDay);
  CHECK(id == "DE-20251120-1");
  CycleReport report = kept.reports.find(id).value().value();
  CHECK_FALSE(report.finished);
  report.state = CycleState::degraded;
  report.finished = Instant{1'763'640'000};
  report.problem = "the demand model did not converge";
  report.rows_in = 100;
  report.rejected_by = {{"negative_price", 3}};
  report.timings = {{"extract", 1.5}};
  report.data_cut = kDay - 1;
  report.accuracy = {{"WAPE by product, 7 days", 0.5, 0.6}};
  REQUIRE(kept.reports.save(report));
  const auto found = kept.reports.find(id).value().value();
  CHECK(found.state == CycleState::degraded);
  CHECK(found.finished == report.finished);
  CHECK(found.problem == report.problem);
  CHECK(found.rejected_by == report.rejected_by);
  CHECK(found.data_cut == report.data_cut);
  CHECK(found.timings.at(0).seconds == 1.5);
  CHECK(found.accuracy.at(0).rival == 0.6);
  CHECK_FALSE(kept.reports.find("DE-20251120-9").value());
}

TEST_CASE("cycles are numbered by marketplace and day") {
  Reported kept;
  for (int i = 0; i < 11; ++i) kept.begin("DE", kDay);
  CHECK(kept.reports.next_id("DE", kDay).value() == "DE-20251120-12");
  CHECK(kept.reports.next_id("DE", kDay + 1).value() == "DE-20251121-1");
  CHECK(kept.reports.next_id("FR", kDay).value() == "FR-20251120-1");
}

TEST_CASE("the list is newest first and goes on where a page ended") {
  Reported kept;
  for (int i = 0; i < 11; ++i) kept.begin("DE", kDay, CycleState::ok);
  kept.begin("FR", kDay, CycleState::ok);
  kept.begin("DE", kDay + 1, CycleState::ok);
  std::vector<std::string> ids;
  std::optional<std::string> older_than;
  for (auto page = kept.reports.list(older_than, 5).value(); !page.empty();
       page = kept.reports.list(older_than, 5).value()) {
    for (const auto& report : page) ids.push_back(report.id);
    older_than = ids.back();
  }
  REQUIRE(ids.size() == 13);
  CHECK(ids[0] == "DE-20251121-1");
  CHECK(ids[1] == "DE-20251120-11");
  CHECK(ids[12] == "DE-20251120-1");
}

TEST_CASE("a cycle that neither ended well nor failed is found") {
  Reported kept;
  kept.begin("DE", kDay, CycleState::ok);
  CHECK_FALSE(kept.reports.unfinished("DE").value());
  const auto interrupted = kept.begin("DE", kDay);
  CHECK(kept.reports.unfinished("DE").value()->id == interrupted);
  CHECK_FALSE(kept.reports.unfinished("FR").value());
}
