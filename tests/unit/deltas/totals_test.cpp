// SPDX-License-Identifier: Apache-2.0
#include "deltas/totals.hpp"
#include "deltas/ledger.hpp"
#include "shelfcast/base/random.hpp"
#include "shelfcast/deltas/deltas.hpp"
#include "support/kept_text.hpp"
#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace shelfcast;
using deltas::Deltas;
using deltas::QuarterOfDay;
using domain::Sale;

namespace {

constexpr MarketplaceId kGermany{3};
const Day kNewYearsEve = day_of({2024, 12, 31});
constexpr std::int32_t kNoon = 12 * 3600;

struct Shop {
  testing::TempFolder folder;
  std::unique_ptr<storage::Store> store = storage::Store::open(folder.path(), deltas::families()).value();
  Deltas deltas{*store};
  int orders = 0;

  void sell(std::uint32_t product, Day day, std::int32_t second, int units = 1) {
    merge({testing::kept(std::to_string(orders++)),
           "1",
           ProductId{product},
           day,
           {day.number * kDaySeconds},
           units * kMicro,
           units * 100,
           second});
  }
  void merge(const Sale& sale) {
    storage::Batch batch;
    REQUIRE(deltas.merge(kGermany, std::span(&sale, 1), batch));
    REQUIRE(store->commit(batch, "test"));
  }
  std::map<std::uint32_t, Micro> totals(Day first, Day last) {
    return units(deltas.totals(kGermany, Period{first, last}).value());
  }
  std::map<std::uint32_t, Micro> window(const QuarterOfDay& from, const QuarterOfDay& to) {
    return units(deltas.totals(kGermany, from, to).value());
  }

  static std::map<std::uint32_t, Micro> units(const std::vector<deltas::ProductTotal>& totals) {
    std::map<std::uint32_t, Micro> found;
    for (const auto& total : totals) found[total.product.value] = total.units / kMicro;
    return found;
  }
};

using Units = std::map<std::uint32_t, Micro>;

}  // namespace

TEST_CASE("a period adds up its months and the days that are left") {
  Shop shop;
  for (Day day = kNewYearsEve - 400; day <= kNewYearsEve + 40; day = day + 1) shop.sell(7, day, kNoon);
  shop.sell(9, kNewYearsEve, kNoon, 5);
  CHECK(shop.totals(kNewYearsEve, kNewYearsEve) == Units{{7, 1}, {9, 5}});
  CHECK(shop.totals(kNewYearsEve - 3, kNewYearsEve + 3) == Units{{7, 7}, {9, 5}});
  CHECK(shop.totals(kNewYearsEve - 300, kNewYearsEve + 30) == Units{{7, 331}, {9, 5}});
  CHECK(shop.totals(day_of({2024, 1, 1}), kNewYearsEve) == Units{{7, 366}, {9, 5}});
  CHECK(shop.totals(kNewYearsEve + 41, kNewYearsEve + 90).empty());
}

TEST_CASE("a window knows quarters of an hour, and puts what has only a day at its begin") {
  Shop shop;
  shop.sell(7, kNewYearsEve, kNoon);
  shop.sell(7, kNewYearsEve, kNoon + 899);
  shop.sell(8, kNewYearsEve, kNoon + 900);
  shop.sell(9, kNewYearsEve, domain::kNoTime);
  shop.sell(7, kNewYearsEve + 1, 0);
  const deltas::Quarter noon = 49;
  CHECK(shop.window({kNewYearsEve, noon}, {kNewYearsEve, noon + 1}) == Units{{7, 2}});
  CHECK(shop.window({kNewYearsEve, noon}, {kNewYearsEve + 1, 2}) == Units{{7, 3}, {8, 1}});
  CHECK(shop.window({kNewYearsEve, 1}, {kNewYearsEve, 2}) == Units{{9, 1}});
}

TEST_CASE("what is returned leaves the totals, and the extent shrinks to what is left") {
  Shop shop;
  shop.sell(7, kNewYearsEve, kNoon);
  shop.sell(7, kNewYearsEve + 50, kNoon);
  CHECK(shop.deltas.extent(kGermany).value()->last == kNewYearsEve + 50);
  shop.merge({"1", "1", ProductId{7}, kNewYearsEve + 50, {(kNewYearsEve.number + 60) * kDaySeconds}, 0, 0, kNoon});
  CHECK(shop.totals(kNewYearsEve, kNewYearsEve + 90) == Units{{7, 1}});
  CHECK(shop.deltas.extent(kGermany).value()->last == kNewYearsEve);
}

TEST_CASE("the quarters of some products are read across years") {
  Shop shop;
  shop.sell(7, kNewYearsEve, kNoon);
  shop.sell(7, kNewYearsEve + 1, kNoon, 2);
  shop.sell(8, kNewYearsEve, kNoon);
  shop.sell(9, kNewYearsEve, domain::kNoTime);
  const std::vector<ProductId> products{ProductId{7}, ProductId{9}, ProductId{11}};
  std::vector<std::string> told;
  REQUIRE(shop.deltas.quarters(kGermany, products, Period{kNewYearsEve, kNewYearsEve + 9},
                               [&](ProductId product, auto quarters) {
                                 for (const auto& entry : quarters) {
                                   told.push_back(std::to_string(product.value) + " " + format_day(entry.day) + " " +
                                                  std::to_string(entry.quarter) + " " + format_micro(entry.units));
                                 }
                               }));
  CHECK(told == std::vector<std::string>{"7 2024-12-31 49 1", "7 2025-01-01 49 2", "9 2024-12-31 0 1"});
}

TEST_CASE("the quarters of all products are read day by day") {
  Shop shop;
  shop.sell(7, kNewYearsEve + 1, kNoon, 2);
  shop.sell(9, kNewYearsEve, domain::kNoTime);
  shop.sell(7, kNewYearsEve, kNoon);
  shop.sell(8, kNewYearsEve + 2, kNoon);
  std::vector<std::string> told;
  REQUIRE(shop.deltas.quarters(kGermany, Period{kNewYearsEve, kNewYearsEve + 1},
                               [&](ProductId product, const deltas::LedgerEntry& entry) {
                                 told.push_back(std::to_string(product.value) + " " + format_day(entry.day) + " " +
                                                std::to_string(entry.quarter) + " " + format_micro(entry.units));
                               }));
  CHECK(told == std::vector<std::string>{"7 2024-12-31 49 1", "9 2024-12-31 0 1", "7 2025-01-01 49 2"});
}

TEST_CASE("a repair corrects what differs and writes anew what cannot be read") {
  Shop shop;
  for (std::uint32_t product = 1; product < 20; ++product)
    shop.sell(product, kNewYearsEve + static_cast<int>(product), kNoon);
  CHECK(shop.deltas.recount(kGermany).value().wrong == 0);
  CHECK(shop.deltas.recount(kGermany).value().compared == 19);

  storage::Batch harm;
  deltas::TotalsWriter too_much;
  too_much.add({ProductId{4}, 49, kMicro, 100});
  const auto day = deltas::totals_key(kGermany, deltas::Span::day, kNewYearsEve + 4);
  harm.merge(*deltas::families()[2], day, too_much.finish());
  harm.put(*deltas::families()[2], deltas::totals_key(kGermany, deltas::Span::month, day_of({2025, 1, 1})), "\xff");
  harm.put(*deltas::families()[1], deltas::encode(deltas::LedgerKey{kGermany, 2025, ProductId{5}}), "\xff\xff");
  REQUIRE(shop.store->commit(harm, "test"));

  CHECK(shop.deltas.recount(kGermany).value().wrong > 0);
  CHECK(shop.deltas.repair(kGermany, Instant{kNewYearsEve.number * kDaySeconds}).value().wrong > 0);
  CHECK(shop.deltas.recount(kGermany).value().wrong == 0);
  CHECK(shop.totals(day_of({2025, 1, 1}), day_of({2025, 1, 31})).size() == 19);
}

TEST_CASE("an order of thousands of lines is counted line by line") {
  Shop shop;
  std::vector<Sale> sales;
  for (int line = 0; line < 5000; ++line) {
    sales.push_back({"big", testing::kept(std::to_string(line)), ProductId{1}, kNewYearsEve, {1}, kMicro, 100, kNoon});
  }
  for (int round = 0; round < 2; ++round) {
    storage::Batch batch;
    CHECK(shop.deltas.merge(kGermany, sales, batch).value().counted == (round == 0 ? 5000 : 0));
    REQUIRE(shop.store->commit(batch, "test"));
  }
  CHECK(shop.totals(kNewYearsEve, kNewYearsEve) == Units{{1, 5000}});
}
