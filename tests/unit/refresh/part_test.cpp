// SPDX-License-Identifier: Apache-2.0
#include "refresh/part.hpp"

#include "shelfcast/refresh/reports.hpp"
#include "support/temp_folder.hpp"
#include "unit/predictions/small_cube.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;

namespace {

domain::Product in_category(std::uint32_t id, std::uint32_t category) {
  domain::Product product;
  product.id = {id};
  product.category = {category};
  return product;
}

domain::CycleReport report(std::string id, domain::CycleState state) {
  domain::CycleReport made;
  made.id = std::move(id);
  made.marketplace = "D+E";  // a marketplace may have a plus as well
  made.state = state;
  return made;
}

}  // namespace

TEST_CASE("a product that moved takes both its categories along, and theirs") {
  const auto table = test::small_cube();  // 11: 1101-1104, 12: 1201-1202, 42: 1234
  const std::vector<domain::Product> now{in_category(1101, 12), in_category(1201, 42), in_category(9999, 11)};
  const std::vector<CategoryId> mugs{{11}};
  CHECK(refresh::with_movers(mugs, table, now) == std::vector<CategoryId>{{11}, {12}, {42}});
  CHECK(refresh::with_movers(mugs, table, {}) == mugs);
}

TEST_CASE("cycles of some categories have their own ids and places, and are never taken up as whole ones") {
  const testing::TempFolder folder;
  const auto database = storage::Database::open(folder.path() / "catalogue.db").value();
  refresh::Reports reports(*database);
  const Day day = day_of({2025, 11, 20});
  REQUIRE(reports.save(report("D+E-20251120-1", domain::CycleState::ok)));
  for (int part = 1; part <= 11; ++part) {
    const auto id = reports.next_part_id("D+E", "D+E-20251120-1").value();
    CHECK(id == "D+E-20251120-1+" + std::to_string(part));
    REQUIRE(reports.save(report(id, part < 11 ? domain::CycleState::ok : domain::CycleState::running)));
  }
  CHECK(reports.next_part_id("D+E", "D+E-20251120-1+4").value() == "D+E-20251120-1+12");
  CHECK(reports.next_id("D+E", day).value() == "D+E-20251120-2");
  CHECK_FALSE(reports.unfinished("D+E").value());
  CHECK(reports.unfinished_parts("D+E").value().front().id == "D+E-20251120-1+11");
  REQUIRE(reports.save(report("D+E-20251120-2", domain::CycleState::running)));
  CHECK(reports.unfinished("D+E").value()->id == "D+E-20251120-2");
  std::vector<std::string> newest;
  const auto listed = reports.list(std::nullopt, 4).value();
  for (const auto& one : listed) newest.push_back(one.id);
  CHECK(newest ==
        std::vector<std::string>{"D+E-20251120-2", "D+E-20251120-1+11", "D+E-20251120-1+10", "D+E-20251120-1+9"});
  CHECK(reports.list("D+E-20251120-1+2", 9).value().size() == 2);
}
