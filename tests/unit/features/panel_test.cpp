// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/features/panel.hpp"

#include "shelfcast/sources/files.hpp"
#include "support/ingest_rooms.hpp"
#include "support/warehouse.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

using namespace shelfcast;

namespace {

const Instant kKnownAt = parse_instant("2025-02-10T12:00:00Z").value();

/// A house that has read a warehouse.
class House {
 public:
  explicit House(const testing::Warehouse& warehouse) {
    const auto source = sources::open_file_warehouse(warehouse.path(), "DE");
    REQUIRE(rooms_.ingest.extract("DE", *source, [](double) {}));
    REQUIRE(rooms_.ingest.merge("DE", [](double) {}));
  }
  domain::Panel panel(Instant known_at, const catalogue::Catalogue& catalogue) {
    return features::panel_as_known_at(rooms_.deltas, catalogue, catalogue.marketplace("DE").value(), known_at,
                                       {.history_days = 60})
        .value();
  }
  domain::Panel panel(Instant known_at) { return panel(known_at, rooms_.catalogue); }
  storage::Database& database() { return *rooms_.database; }

 private:
  testing::TempFolder folder_;
  FixedClock clock_{kKnownAt};
  testing::IngestRooms rooms_{folder_.path(), clock_};
};

std::string stock_outs_of(const domain::PanelProduct& product) {
  std::string text;
  for (const auto& out : product.stock_outs)
    text += fmt::format("{}..{} ", format_day(out.first), format_day(out.until));
  return text;
}

}  // namespace

TEST_CASE("a panel tells the days out of stock up to its cut, as they were known at its moment") {
  const testing::Warehouse warehouse;
  warehouse.write("stock_levels.csv", "product_id,marketplace_id,date,level,updated_at",
                  {"P1,DE,2025-01-12,0,2025-01-12T20:00:00Z", "P1,DE,2025-01-14,0,2025-01-14T20:00:00Z",
                   "P1,DE,2025-01-20,7,2025-01-20T20:00:00Z", "P1,DE,2025-02-07,0,2025-02-07T20:00:00Z",
                   "P2,DE,2025-01-13,4,2025-01-13T20:00:00Z"});
  House house(warehouse);
  const auto panel = house.panel(kKnownAt);
  REQUIRE(format_day(panel.cut) == "2025-02-09");
  CHECK(stock_outs_of(panel.products[0]) == "2025-01-12..2025-01-20 2025-02-07..2025-02-10 ");
  CHECK(stock_outs_of(panel.products[1]).empty());
  const auto earlier = house.panel(parse_instant("2025-01-16T12:00:00Z").value());
  CHECK(stock_outs_of(earlier.products[0]) == "2025-01-12..2025-01-16 ");
}

TEST_CASE("a panel tells the months that began before its sales, as they were known at its moment") {
  const testing::Warehouse warehouse;
  House house(warehouse);
  catalogue::Catalogue catalogue(house.database());
  const auto shop = catalogue.marketplace("DE").value().id;
  const auto first = house.panel(kKnownAt).first;
  REQUIRE(format_day(first) == "2025-01-10");
  REQUIRE(
      catalogue.record_months(shop, std::vector<catalogue::MonthRow>{{"C1", day_of({2024, 12, 1}), 5 * kMicro, {}},
                                                                     {"C1", day_of({2025, 1, 1}), 6 * kMicro, kKnownAt},
                                                                     {"C1", day_of({2025, 2, 1}), 7 * kMicro, {}}}));
  const auto months_at = [&](Instant moment) {
    std::string text;
    for (const auto& month : house.panel(moment, catalogue).months)
      text += fmt::format("{} {} ", format_day(month.first), format_micro(month.units));
    return text;
  };
  CHECK(months_at(kKnownAt) == "2024-12-01 5 2025-01-01 6 ");
  CHECK(months_at(kKnownAt - 1) == "2024-12-01 5 ");
}

TEST_CASE("a panel has the holidays of its country, a year ahead, where the source tells none") {
  const testing::Warehouse warehouse;
  House house(warehouse);
  CHECK(house.panel(kKnownAt).holidays.empty());
  const catalogue::Catalogue german(house.database(), catalogue::HolidayRules({.country = {{"DE", "DE"}}}));
  const auto panel = house.panel(kKnownAt, german);
  REQUIRE(!panel.holidays.empty());
  CHECK(panel.holidays.front().name == "Good Friday");
  CHECK(format_day(panel.holidays.back().day) == "2026-01-01");
  CHECK(panel.holidays.back().learnt < panel.known_at);
}
