// SPDX-License-Identifier: Apache-2.0
#include "unit/api/live_shop.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using namespace shelfcast::test;
using nlohmann::ordered_json;

namespace {

const std::string kWeek = kCategories + "?timeFrame=week&window=rolling";

domain::CycleReport report_of(std::string id, std::string_view started) {
  domain::CycleReport report;
  report.id = std::move(id);
  report.marketplace = "DE";
  report.started = at(started);
  return report;
}

/// With a table of Tuesday and one of Thursday; the one of Wednesday was swept.
struct ThreeDays {
  ThreeDays() {
    shop.publish(small_cube("DE-20251118-1", date(2025, 11, 17)), "2025-11-18T06:00:00Z");
    shop.publish(small_cube("DE-20251120-1", date(2025, 11, 19)), "2025-11-20T06:00:00Z");
    shop.cycles.reports = {report_of("DE-20251120-1", "2025-11-20T06:00:00Z"),
                           report_of("DE-20251119-1", "2025-11-19T06:00:00Z"),
                           report_of("DE-20251118-1", "2025-11-18T06:00:00Z")};
    shop.jobs = &jobs;
  }
  std::string answered_by(const std::string& as_of) {
    return std::string(shop.get(kWeek + "&asOf=" + as_of).headers.get("X-Cycle").value_or("none"));
  }
  Shop shop;
  RememberedJobs jobs;
};

}  // namespace

TEST_CASE("what was known at a moment is told by the table that served then") {
  ThreeDays days;
  CHECK(days.answered_by("2025-11-18T06:00:00Z") == "DE-20251118-1");
  CHECK(days.answered_by("2025-11-18") == "DE-20251118-1");
  CHECK(days.answered_by("2025-11-20T06:00:00Z") == "DE-20251120-1");
  CHECK(days.answered_by("2025-11-20") == "DE-20251120-1");  // of today, what is known by now
  const auto then = days.shop.json(kWeek + "&asOf=2025-11-18");
  CHECK(then["periodStart"] == "2025-11-17T23:00:00Z");
  CHECK(days.shop.json(kWeek)["periodStart"] == "2025-11-19T23:00:00Z");
  CHECK(days.jobs.asked.empty());
}

TEST_CASE("without a date the question is about the moment whose knowledge answers it") {
  ThreeDays days;
  days.shop.clock.move_to(at("2025-12-20T10:00:00Z"));
  const auto month = days.shop.json(kCategories + "?timeFrame=month&asOf=2025-11-20T07:00:00Z");
  CHECK(month["periodStart"] == "2025-10-31T23:00:00Z");
  const auto dated = days.shop.json(kCategories + "?timeFrame=month&dateTime=2025-12-24&asOf=2025-11-20T07:00:00Z");
  CHECK(dated["periodStart"] == "2025-11-30T23:00:00Z");
}

TEST_CASE("a table that was swept is a job first") {
  ThreeDays days;
  const auto answer = days.shop.get(kWeek + "&asOf=2025-11-19T12:00:00Z");
  CHECK(answer.status == 202);
  CHECK(answer.headers.get("Location") == "/api/v1/jobs/DE-20251120-1-models");
  CHECK(answer.headers.get("Retry-After"));
  CHECK(days.jobs.asked == std::vector<std::string>{"DE-20251119-1"});
  days.shop.publish(small_cube("DE-20251119-1", date(2025, 11, 18)), "2025-11-19T06:00:00Z");
  CHECK(days.answered_by("2025-11-19T12:00:00Z") == "DE-20251119-1");
}

TEST_CASE("what cannot be told of an earlier moment says why, and what is kept") {
  ThreeDays days;
  const auto early = days.shop.get(kWeek + "&asOf=2025-11-17");
  CHECK(early.status == 404);
  CHECK(early.body.find("no forecast had been published. The oldest table that is kept is DE-20251118-1") !=
        std::string::npos);
  days.jobs.fails = true;
  const auto gone = days.shop.get(kWeek + "&asOf=2025-11-19T12:00:00Z");
  CHECK(gone.status == 404);
  CHECK(gone.body.find("DE-20251119-1 served, which cannot be made again: its model is gone") != std::string::npos);
  days.jobs.refusal = Error{Code::unavailable, "", "too many jobs wait already"};
  CHECK(days.shop.get(kWeek + "&asOf=2025-11-19T12:00:00Z").status == 503);
  days.shop.jobs = nullptr;
  CHECK(days.shop.get(kWeek + "&asOf=2025-11-21").status == 400);
  CHECK(days.shop.get(kWeek + "&asOf=2025-11-20T10:00:01Z").status == 400);
  CHECK(days.shop.get(kWeek + "&asOf=yesterday").status == 400);
  CHECK(days.shop.get(kWeek + "&asOf=2025-11-18&cycle=DE-20251118-1").status == 400);
}

TEST_CASE("beside a period of which all is known stands what was sold in it, however it is asked about") {
  LiveShop shop;  // sold 5 of 1101 on the 20th and 1 of 1201 on the 19th
  const std::string thursday = products_of("11") + "?timeFrame=day&dateTime=2025-11-20&limit=100";
  shop.publish(small_cube("DE-20251119-1", date(2025, 11, 18)), "2025-11-19T06:00:00Z");
  shop.clock_.move_to(at("2025-11-21T05:00:00Z"));
  CHECK_FALSE(shop.json(thursday).contains("actual"));  // some of its sales may not have come in
  shop.publish(small_cube("DE-20251121-1", date(2025, 11, 20)), "2025-11-21T06:00:00Z");
  shop.clock_.move_to(at("2025-11-21T10:00:00Z"));
  const auto best = shop.json(thursday);
  CHECK(best["actual"] == ordered_json{{"units", 5}, {"amount", 50.0}});
  CHECK(best["actualAt"] == "2025-11-21T10:00:00Z");
  for (const auto& row : best["products"]) CHECK(row["actual"]["units"] == (row["productId"] == 1101 ? 5 : 0));
  CHECK(shop.get(thursday).headers.get("X-Cycle") == "DE-20251119-1");  // which had promised it
  CHECK(shop.json(thursday + "&fields=productId")["products"][0].contains("actual"));
  const auto categories = shop.json(kCategories + "?timeFrame=day&dateTime=2025-11-20");
  CHECK(categories["actual"]["units"] == 5);
  for (const auto& row : categories["categories"]) CHECK(row["actual"]["units"] == (row["categoryId"] == 11 ? 5 : 0));
  CHECK(shop.json(thursday + "&maxPrice=0.5")["actual"]["units"] == 0);
  CHECK_FALSE(shop.json(products_of("11") + "?timeFrame=week&dateTime=2025-11-20").contains("actual"));
}
