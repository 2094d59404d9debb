// SPDX-License-Identifier: Apache-2.0
#include "deltas/ledger.hpp"
#include "shelfcast/base/random.hpp"
#include "shelfcast/deltas/deltas.hpp"
#include "support/kept_text.hpp"
#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace shelfcast;
using deltas::Deltas;
using deltas::LedgerEntry;
using domain::DailySales;
using domain::Sale;

namespace {

constexpr MarketplaceId kGermany{3};
constexpr Instant kNow{std::int64_t{1} << 40};
const Day kFirst = day_of({2024, 12, 20});

Instant noon(Day day) {
  return {day.number * kDaySeconds + 12 * kHour};
}

Sale sale(std::string_view line, Day day, int units, Instant learnt) {
  return {"A-17", testing::kept(line), ProductId{5}, day, learnt, units * kMicro, units * 1999};
}

using Series = std::map<std::uint32_t, std::vector<DailySales>>;

struct Counted {
  testing::TempFolder folder;
  std::unique_ptr<storage::Store> store = storage::Store::open(folder.path(), deltas::families()).value();
  Deltas deltas{*store};

  deltas::Merged merge(std::span<const Sale> sales) {
    storage::Batch batch;
    const auto merged = deltas.merge(kGermany, sales, batch);
    REQUIRE(merged);
    REQUIRE(store->commit(batch, "test"));
    return *merged;
  }
  deltas::Merged merge(std::initializer_list<Sale> sales) { return merge(std::span(sales.begin(), sales.size())); }

  [[nodiscard]] Series series(Day first, Day last, Instant known_at = kNow) const {
    Series found;
    REQUIRE(deltas.series(kGermany, {first, last, known_at}, [&](ProductId product, std::span<const DailySales> days) {
      found[product.value].assign(days.begin(), days.end());
    }));
    return found;
  }
};

const std::vector<DailySales> kNothing;

}  // namespace

TEST_CASE("a line counts once however often it is told") {
  Counted counted;
  const auto told = sale("1", kFirst, 2, noon(kFirst));
  CHECK(counted.merge({told, told}).counted == 1);
  const auto again = counted.merge({told});
  CHECK(again.counted == 0);
  CHECK(again.duplicate == 1);
  CHECK(counted.series(kFirst, kFirst)[5] == std::vector{DailySales{kFirst, 2 * kMicro, 2 * 1999}});
}

TEST_CASE("a late correction replaces what it corrects, from when it was learnt") {
  Counted counted;
  counted.merge({sale("1", kFirst, 2, noon(kFirst)), sale("2", kFirst, 1, noon(kFirst))});
  counted.merge({sale("1", kFirst + 1, 3, noon(kFirst + 5))});
  CHECK(counted.series(kFirst, kFirst + 9)[5] ==
        std::vector{DailySales{kFirst, kMicro, 1999}, DailySales{kFirst + 1, 3 * kMicro, 3 * 1999}});
  CHECK(counted.series(kFirst, kFirst + 9, noon(kFirst + 4))[5] ==
        std::vector{DailySales{kFirst, 3 * kMicro, 3 * 1999}});
}

TEST_CASE("a return leaves nothing of its sale on that day") {
  Counted counted;
  counted.merge({sale("1", kFirst, 2, noon(kFirst))});
  counted.merge({sale("1", kFirst, 0, noon(kFirst + 2))});
  CHECK(counted.series(kFirst, kFirst).empty());
  CHECK(counted.deltas.extent(kGermany).value().has_value() == false);
  CHECK(counted.series(kFirst, kFirst, noon(kFirst + 1)).size() == 1);
}

TEST_CASE("an older version that arrives after a newer one is ignored") {
  Counted counted;
  counted.merge({sale("1", kFirst, 5, noon(kFirst + 3))});
  const auto late = counted.merge({sale("1", kFirst, 2, noon(kFirst))});
  CHECK(late.counted == 0);
  CHECK(late.duplicate == 1);
  CHECK(counted.series(kFirst, kFirst)[5] == std::vector{DailySales{kFirst, 5 * kMicro, 5 * 1999}});
}

TEST_CASE("a newer version that says the same changes nothing, and still beats what lies between") {
  Counted counted;
  counted.merge({sale("1", kFirst, 2, noon(kFirst))});
  CHECK(counted.merge({sale("1", kFirst, 2, noon(kFirst + 4))}).duplicate == 1);
  CHECK(counted.merge({sale("1", kFirst, 9, noon(kFirst + 2))}).duplicate == 1);
  CHECK(counted.series(kFirst, kFirst, noon(kFirst) + 1)[5] == std::vector{DailySales{kFirst, 2 * kMicro, 2 * 1999}});
}

TEST_CASE("a sale is not known before the end of the hour in which it was learnt") {
  Counted counted;
  const Instant learnt = noon(kFirst) + 1;
  counted.merge({sale("1", kFirst, 2, learnt)});
  CHECK(counted.series(kFirst, kFirst, learnt).empty());
  CHECK(counted.series(kFirst, kFirst, noon(kFirst) + kHour).size() == 1);
}

TEST_CASE("only the days asked for are answered, across years") {
  Counted counted;
  for (int i = 0; i < 20; ++i) counted.merge({sale(std::to_string(i), kFirst + i, 1, noon(kFirst + i))});
  const auto days = counted.series(kFirst + 10, kFirst + 14)[5];
  REQUIRE(days.size() == 5);
  CHECK(days.front().day == kFirst + 10);
  const auto extent = counted.deltas.extent(kGermany).value();
  REQUIRE(extent);
  CHECK(extent->first == kFirst);
  CHECK(extent->last == kFirst + 19);
  CHECK_FALSE(counted.deltas.extent(MarketplaceId{4}).value());
}

TEST_CASE("products come in ascending order where one year has more of them than are read at once") {
  Counted counted;
  std::vector<Sale> sales;
  for (std::uint32_t product = 0; product < 4500; ++product) {
    const Day day = product % 3 == 0 ? day_of({2024, 5, 1}) : day_of({2025, 5, 1});
    sales.push_back(
        {testing::kept("B-" + std::to_string(product)), "1", ProductId{product * 977'000U}, day, noon(day), kMicro, 1});
    if (product % 7 == 0) sales.push_back({sales.back().order, "2", sales.back().product, day + 365, noon(day), 1, 1});
  }
  counted.merge(sales);
  std::size_t visited = 0;
  std::size_t days_in_all = 0;
  std::optional<ProductId> previous;
  REQUIRE(counted.deltas.series(kGermany, {day_of({2024, 1, 1}), day_of({2027, 1, 1}), kNow},
                                [&](ProductId product, std::span<const DailySales> days) {
                                  if (previous && product <= *previous) FAIL("not ascending");
                                  previous = product;
                                  ++visited;
                                  days_in_all += days.size();
                                }));
  CHECK(visited == 4500);
  CHECK(days_in_all == sales.size());
}

TEST_CASE("a damaged ledger is found by the recount") {
  Counted counted;
  counted.merge({sale("1", kFirst, 2, noon(kFirst))});
  CHECK(counted.deltas.recount(kGermany).value().wrong == 0);
  storage::Batch batch;
  const deltas::LedgerKey key{kGermany, 2024, ProductId{5}};
  const LedgerEntry too_much{kFirst, 1, kMicro, 1};
  batch.merge(*deltas::families()[1], deltas::encode(key), deltas::encode(std::span(&too_much, 1)));
  REQUIRE(counted.store->commit(batch, "test"));
  CHECK(counted.deltas.recount(kGermany).value().wrong == 1);
}
