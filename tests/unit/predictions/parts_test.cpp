// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/predictions/tables.hpp"
#include "unit/predictions/small_cube.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace shelfcast;
using namespace shelfcast::test;
using predictions::Tables;

namespace {

const Period kWeek{date(2025, 11, 17), date(2025, 11, 23)};
const std::vector<CategoryId> kTea{{12}};

/// Tea made anew: twice of everything, and 1203 instead of 1202.
domain::Cube tea_again(std::string id) {
  auto cube = small_cube(std::move(id));
  const auto width = static_cast<std::ptrdiff_t>(cube.boundaries.size() - 1);
  cube.products = {product(1201, 12), product(1203, 12)};
  cube.cells.assign(cube.cells.begin() + 4 * width, cube.cells.begin() + 6 * width);
  for (auto& cell : cube.cells) cell += cell;
  cube.running = {{3 * kMicro, 30 * kMicro}, {}};
  cube.receipt.known_at = at("2025-11-20T09:00:00Z");
  return cube;
}

}  // namespace

TEST_CASE("a part replaces its categories and nothing else, and each category names its receipt") {
  const Folder folder;
  const auto tables = Tables::open(folder.path()).value();
  const auto base = tables->publish(small_cube(), kNow).value();
  REQUIRE(tables->publish_part(*base, tea_again("DE-20251120-1+1"), kTea, kNow + 600));
  const bool restarted = GENERATE(false, true);
  const auto again = restarted ? Tables::open(folder.path()).value() : nullptr;
  const auto table = (restarted ? *again : *tables).current("DE");
  REQUIRE(table);
  CHECK(table->id() == "DE-20251120-1+1");
  CHECK(table->published() == kNow + 600);
  CHECK(table->category(1, kWeek) == base->category(1, kWeek));
  CHECK(table->category(3, kWeek) == base->category(3, kWeek));
  CHECK(table->category(2, kWeek).units == 2 * base->category(2, kWeek).units);
  CHECK(table->origin_of(1).receipt.cycle == "DE-20251120-1");
  CHECK(table->origin_of(1).published == kNow);
  CHECK(table->origin_of(2).receipt.cycle == "DE-20251120-1+1");
  CHECK(table->origin_of(2).receipt.known_at == at("2025-11-20T09:00:00Z"));
  CHECK(table->origin_of(2).published == kNow + 600);
  const auto tea = table->products_of(2);
  CHECK(table->cube().products[tea.first + 1].id == ProductId{1203});
  CHECK(table->running(tea.first) == domain::Expected{3 * kMicro, 30 * kMicro});
  CHECK(table->running(0) == domain::Expected{});
  CHECK(table->confidence(Frame::week, domain::Level::category, 1) == 0.5);
}

TEST_CASE("a part is brought back onto a table that does not serve any more") {
  const Folder folder;
  const auto tables = Tables::open(folder.path()).value();
  const auto base = tables->publish(small_cube(), kNow).value();
  const auto part = tables->publish_part(*base, tea_again("DE-20251120-1+1"), kTea, kNow + 600).value();
  REQUIRE(tables->publish(small_cube("DE-20251120-2"), kNow + 1200));
  const Instant later = kNow + 2 * kDaySeconds;
  REQUIRE(tables->sweep("DE", later, 30).value() == std::vector<std::string>{"DE-20251120-1+1"});
  const auto back = tables->bring_back_part(*base, tea_again("DE-20251120-1+1"), kTea, kNow + 600, later).value();
  CHECK(back->digest() == part->digest());
  CHECK(back->origin_of(2).published == kNow + 600);
  CHECK(tables->current("DE")->id() == "DE-20251120-2");
}

TEST_CASE("a later part leaves the earlier ones where it does not replace them") {
  const Folder folder;
  const auto tables = Tables::open(folder.path()).value();
  const auto base = tables->publish(small_cube(), kNow).value();
  const auto first = tables->publish_part(*base, tea_again("DE-20251120-1+1"), kTea, kNow + 600).value();
  auto mugs = small_cube("DE-20251120-1+2");
  const auto width = static_cast<std::ptrdiff_t>(mugs.boundaries.size() - 1);
  mugs.products.resize(4);
  mugs.cells.erase(mugs.cells.begin() + 4 * width, mugs.cells.end());
  const std::vector<CategoryId> kMugs{{11}};
  const auto second = tables->publish_part(*first, mugs, kMugs, kNow + 1200).value();
  CHECK(second->origin_of(2).receipt.cycle == "DE-20251120-1+1");
  CHECK(second->origin_of(1).receipt.cycle == "DE-20251120-1+2");
  CHECK(second->origin_of(3).published == kNow);
  CHECK(second->category(2, kWeek) == first->category(2, kWeek));
  const auto third = tables->publish_part(*second, tea_again("DE-20251120-1+3"), kTea, kNow + 1800).value();
  CHECK(third->cube().parts.size() == 2);  // nothing of the first part is left
}

TEST_CASE("a category that lost all its products is empty, and one that is new is there") {
  const Folder folder;
  const auto tables = Tables::open(folder.path()).value();
  const auto base = tables->publish(small_cube(), kNow).value();
  auto part = small_cube("DE-20251120-1+1");
  const auto width = static_cast<std::ptrdiff_t>(part.boundaries.size() - 1);
  part.categories = {{{50}, "toys", "Toys", {}}};
  part.products = {product(1202, 50)};
  part.cells.assign(part.cells.begin(), part.cells.begin() + width);
  const std::vector<CategoryId> both{{12}, {50}};
  const auto table = tables->publish_part(*base, part, both, kNow + 600).value();
  CHECK(table->products_of(2).count == 0);
  CHECK(table->cube().categories.back().name == "Toys");
  CHECK(table->products_of(4).count == 1);
  CHECK(Tables::open(folder.path()).value()->current("DE")->id() == "DE-20251120-1+1");
}

TEST_CASE("a part that does not fit its table is refused, and the table serves on") {
  const Folder folder;
  const auto tables = Tables::open(folder.path()).value();
  const auto base = tables->publish(small_cube(), kNow).value();
  auto part = tea_again("DE-20251120-1+1");
  SECTION("the table was replaced meanwhile") {
    REQUIRE(tables->publish(small_cube("DE-20251120-2"), kNow + 60));
    CHECK(tables->publish_part(*base, part, kTea, kNow + 600).error().code == Code::conflict);
    CHECK(tables->current("DE")->id() == "DE-20251120-2");
  }
  SECTION("another cut") {
    part.boundaries.front() = part.boundaries.front() - 1;
    CHECK(tables->publish_part(*base, part, kTea, kNow + 600).error().code == Code::invalid);
  }
  SECTION("products of other categories") {
    const std::vector<CategoryId> elsewhere{{42}};
    CHECK(tables->publish_part(*base, part, elsewhere, kNow + 600).error().code == Code::invalid);
  }
  CHECK(tables->current("DE")->category(2, kWeek) == base->category(2, kWeek));
}

TEST_CASE("refreshed tables go an hour after they were replaced, but for the last one before a day") {
  const Folder folder;
  const auto tables = Tables::open(folder.path()).value();
  auto table = tables->publish(small_cube(), kNow).value();
  const Instant midnight = at("2025-11-20T23:00:00Z");
  for (const auto& [id, when] : {std::pair("DE-20251120-1+1", kNow + 600), std::pair("DE-20251120-1+2", kNow + 1200),
                                 std::pair("DE-20251120-1+3", midnight + 60)}) {
    table = tables->publish_part(*table, tea_again(id), kTea, when).value();
  }
  CHECK(tables->sweep("DE", kNow + 1300, 30).value().empty());
  CHECK(tables->sweep("DE", midnight + 120, 30).value() == std::vector<std::string>{"DE-20251120-1+1"});
  CHECK(tables->kept("DE").size() == 3);
}
