// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/catalogue/catalogue.hpp"

#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace shelfcast;
using catalogue::Catalogue;
using catalogue::CategoryRow;
using catalogue::ProductRow;
using catalogue::SellerRow;

namespace {

const Day kMarch = day_of({2025, 3, 1});

Instant at(Day day) {
  return {day.number * kDaySeconds};
}

struct Recorded {
  testing::TempFolder folder;
  std::unique_ptr<storage::Database> database = storage::Database::open(folder.path() / "catalogue.db").value();
  std::unique_ptr<Catalogue> catalogue = std::make_unique<Catalogue>(*database);
  MarketplaceId germany = marketplace("DE").id;

  domain::Marketplace marketplace(std::string key) {
    return catalogue
        ->record_marketplace({.id = {}, .key = std::move(key), .name = "Germany", .time_zone = "Europe/Berlin"})
        .value();
  }

  void reopen() {
    database.reset();
    database = storage::Database::open(folder.path() / "catalogue.db").value();
    catalogue = std::make_unique<Catalogue>(*database);
  }

  void products(const std::vector<ProductRow>& rows) { REQUIRE(catalogue->record_products(germany, rows)); }

  [[nodiscard]] catalogue::Snapshot known(Day day) const { return catalogue->as_known_at(germany, at(day)).value(); }
};

ProductRow product(std::string key, std::string name, Day learnt) {
  return {std::move(key), std::move(name), "shoes", "S1", 1999, at(kMarch - 100), at(learnt)};
}

}  // namespace

TEST_CASE("a marketplace keeps its id when its settings change") {
  Recorded recorded;
  auto germany = recorded.catalogue->marketplace("DE").value();
  CHECK(germany.id.value >= kOwnIds);
  germany.lag_hours = 6;
  germany.grain = domain::Grain::week;
  germany.measures.amount = false;
  REQUIRE(recorded.catalogue->record_marketplace(germany));
  recorded.reopen();
  const auto again = recorded.catalogue->marketplace("DE").value();
  CHECK(again.id == recorded.germany);
  CHECK(again.lag_hours == 6);
  CHECK(again.grain == domain::Grain::week);
  CHECK(again.measures == domain::Measures{.units = true, .amount = false});
  CHECK(recorded.catalogue->marketplaces().value().size() == 1);
  CHECK(recorded.catalogue->marketplace("FR").error().code == Code::not_found);
}

TEST_CASE("an unknown time zone is refused and nothing is recorded") {
  Recorded recorded;
  CHECK_FALSE(recorded.catalogue->record_marketplace({.id = {}, .key = "FR", .name = "", .time_zone = "Europe/Pari"}));
  CHECK(recorded.catalogue->marketplaces().value().size() == 1);
}

TEST_CASE("a source's own integer is the id, everything else gets one of ours, for ever") {
  Recorded recorded;
  recorded.products({product("17", "a", kMarch), product("017", "b", kMarch), product("ABC", "c", kMarch),
                     product("2147483648", "d", kMarch), product("2147483647", "e", kMarch)});
  recorded.reopen();
  recorded.products({product("XYZ", "f", kMarch)});
  std::map<std::string, std::uint32_t> ids;
  const auto keys = recorded.catalogue->product_keys(recorded.germany).value();
  for (const auto& key : keys) ids[key.key] = key.id.value;
  CHECK(ids == std::map<std::string, std::uint32_t>{{"17", 17},
                                                    {"017", kOwnIds},
                                                    {"ABC", kOwnIds + 1},
                                                    {"2147483648", kOwnIds + 2},
                                                    {"2147483647", kOwnIds - 1},
                                                    {"XYZ", kOwnIds + 3}});
}

TEST_CASE("the same key in another marketplace is another product") {
  Recorded recorded;
  recorded.products({product("17", "a", kMarch)});
  const auto france = recorded.marketplace("FR").id;
  REQUIRE(recorded.catalogue->record_products(france, std::vector{product("17", "b", kMarch)}));
  CHECK(recorded.catalogue->product_keys(recorded.germany).value().front().id.value == 17);
  CHECK(recorded.catalogue->product_keys(france).value().front().id.value == kOwnIds);
}

TEST_CASE("the first version holds since creation, a later one from when it was learnt") {
  Recorded recorded;
  recorded.products({product("17", "old name", kMarch), product("17", "new name", kMarch + 10)});
  CHECK(recorded.known(kMarch - 101).products.empty());
  CHECK(recorded.known(kMarch - 50).products.at(0).name == "old name");
  CHECK(recorded.known(kMarch + 9).products.at(0).name == "old name");
  CHECK(recorded.known(kMarch + 10).products.at(0).name == "new name");
  CHECK(recorded.known(kMarch).products.at(0).on_sale_since == kMarch - 100);
}

TEST_CASE("the same rows again, and in another order, change nothing") {
  Recorded told_once;
  Recorded told_twice;
  const std::vector rows{product("17", "old", kMarch), product("17", "new", kMarch + 10)};
  told_once.products(rows);
  told_twice.products({rows[1], rows[0], rows[1], product("17", "other words", kMarch)});
  for (const int day : {0, 9, 10, 20}) {
    CHECK(told_twice.known(kMarch + day).products.at(0).name == told_once.known(kMarch + day).products.at(0).name);
  }
}

TEST_CASE("a category's parent and a seller's name are answered as of their moment") {
  Recorded recorded;
  const std::vector<CategoryRow> categories{{"shoes", "Shoes", "", at(kMarch)},
                                            {"shoes", "Shoes", "fashion", at(kMarch + 10)}};
  REQUIRE(recorded.catalogue->record_categories(recorded.germany, categories));
  const std::vector<SellerRow> sellers{{"S1", "Old Ltd", at(kMarch)},
                                       {"S1", "New Ltd", at(kMarch + 10), "America/New_York", 6}};
  REQUIRE(recorded.catalogue->record_sellers(recorded.germany, sellers));
  const auto before = recorded.known(kMarch + 5);
  const auto after = recorded.known(kMarch + 15);
  CHECK(before.sellers.at(0).name == "Old Ltd");
  CHECK(before.sellers.at(0).time_zone.empty());
  CHECK_FALSE(before.sellers.at(0).week_start);
  CHECK(after.sellers.at(0).name == "New Ltd");
  REQUIRE(before.categories.size() == 2);
  CHECK_FALSE(before.categories.at(0).parent);
  CHECK(after.categories.at(0).parent == after.categories.at(1).id);
}

TEST_CASE("a category and a seller that no row has named are created under their key") {
  Recorded recorded;
  recorded.products({product("17", "a", kMarch)});
  const auto known = recorded.known(kMarch);
  REQUIRE(known.categories.size() == 1);
  CHECK(known.categories[0].name == "shoes");
  CHECK(known.sellers.at(0).key == "S1");
  CHECK(known.products.at(0).category == known.categories[0].id);
}

TEST_CASE("what was in stock is asked as it was known at a moment, and a correction holds from when it was learnt") {
  Recorded recorded;
  recorded.products({product("17", "a", kMarch)});
  const ProductId mug{17};
  const std::vector<domain::StockState> told{{mug, kMarch + 5, true, at(kMarch + 6)},
                                             {mug, kMarch + 2, false, at(kMarch + 3)},
                                             {mug, kMarch + 2, true, at(kMarch + 10)},
                                             {mug, kMarch + 2, true, at(kMarch + 3)}};
  for (int again = 0; again < 2; ++again) REQUIRE(recorded.catalogue->record_stock(recorded.germany, told));
  const auto known = [&](Day day) {
    std::map<int, bool> states;
    const auto rows = recorded.catalogue->stock(recorded.germany, at(day)).value();
    for (const auto& state : rows) states[state.from - kMarch] = state.in_stock;
    CHECK(states.size() == rows.size());
    return states;
  };
  CHECK(known(kMarch + 2).empty());
  CHECK(known(kMarch + 4) == std::map<int, bool>{{2, false}});
  CHECK(known(kMarch + 9) == std::map<int, bool>{{2, false}, {5, true}});
  CHECK(known(kMarch + 10) == std::map<int, bool>{{2, true}, {5, true}});
}

TEST_CASE("costs and levels are known from when they were told, and where nobody tells them they are not") {
  Recorded recorded;
  auto cheaper = product("17", "a", kMarch + 5);
  cheaper.cost = 850;
  recorded.products({product("17", "a", kMarch), cheaper});
  CHECK(!recorded.known(kMarch + 1).products.at(0).cost);
  CHECK(recorded.known(kMarch + 6).products.at(0).cost == 850);
  const ProductId mug{17};
  REQUIRE(recorded.catalogue->record_stock(
      recorded.germany, std::vector<domain::StockState>{{mug, kMarch + 2, true, at(kMarch + 3)},
                                                        {mug, kMarch + 2, true, at(kMarch + 4), 12 * kMicro}}));
  const auto level = [&](Day day) { return recorded.catalogue->stock(recorded.germany, at(day)).value().at(0).level; };
  CHECK(!level(kMarch + 3));
  CHECK(level(kMarch + 4) == 12 * kMicro);
}

TEST_CASE(
    "what a category sold in a month is asked as it was known at a moment; a category nobody knows is passed over") {
  Recorded recorded;
  recorded.products({product("17", "a", kMarch)});
  const std::vector<catalogue::MonthRow> told{{"shoes", kMarch - 28, 5 * kMicro, at(kMarch)},
                                              {"shoes", kMarch - 59, 4 * kMicro, at(kMarch - 28)},
                                              {"shoes", kMarch - 28, 6 * kMicro, at(kMarch + 10)},
                                              {"hats", kMarch - 28, 9 * kMicro, at(kMarch)}};
  for (int again = 0; again < 2; ++again) REQUIRE(recorded.catalogue->record_months(recorded.germany, told));
  const auto shoes = recorded.known(kMarch).categories.at(0).id;
  const auto known = [&](Day day) {
    std::vector<std::pair<int, Micro>> months;
    const auto rows = recorded.catalogue->months(recorded.germany, at(day)).value();
    for (const auto& month : rows) {
      CHECK(month.category == shoes);
      months.emplace_back(month.first - kMarch, month.units / kMicro);
    }
    return months;
  };
  using Months = std::vector<std::pair<int, Micro>>;
  CHECK(known(kMarch - 29).empty());
  CHECK(known(kMarch - 1) == Months{{-59, 4}});
  CHECK(known(kMarch + 9) == Months{{-59, 4}, {-28, 5}});
  CHECK(known(kMarch + 10) == Months{{-59, 4}, {-28, 6}});
}

TEST_CASE("prices and promotions are the last learnt ones of each day, holidays those announced") {
  Recorded recorded;
  recorded.products({product("17", "a", kMarch)});
  const ProductId id{17};
  const std::vector<domain::Price> prices{
      {id, kMarch + 20, 1500, at(kMarch)}, {id, kMarch, 1999, at(kMarch)}, {id, kMarch + 20, 1400, at(kMarch + 5)}};
  const std::vector<domain::Promotion> promotions{{id, kMarch + 7, kMarch + 9, 0.2, at(kMarch)},
                                                  {id, kMarch + 7, kMarch + 8, 0.3, at(kMarch + 5)}};
  const std::vector<domain::Holiday> holidays{{kMarch + 40, "Easter", at(kMarch + 3)},
                                              {kMarch + 40, "Easter", at(kMarch + 2)}};
  for (int told = 0; told < 2; ++told) {
    REQUIRE(recorded.catalogue->record_prices(recorded.germany, prices));
    REQUIRE(recorded.catalogue->record_promotions(recorded.germany, promotions));
    REQUIRE(recorded.catalogue->record_holidays(recorded.germany, holidays));
  }
  const auto before = recorded.known(kMarch + 1);
  REQUIRE(before.prices.size() == 2);
  CHECK(before.prices[1].price == 1500);
  CHECK(before.promotions.at(0).discount == 0.2);
  CHECK(before.holidays.empty());
  const auto after = recorded.known(kMarch + 6);
  REQUIRE(after.prices.size() == 2);
  CHECK(after.prices[0].from == kMarch);
  CHECK(after.prices[1].price == 1400);
  REQUIRE(after.promotions.size() == 1);
  CHECK(after.promotions[0].last == kMarch + 8);
  CHECK(after.holidays.size() == 1);
  CHECK(recorded.known(kMarch + 2).holidays.size() == 1);
}

TEST_CASE("a price of a product that does not exist is refused and nothing of its call stays") {
  Recorded recorded;
  recorded.products({product("17", "a", kMarch)});
  const std::vector<domain::Price> prices{{ProductId{17}, kMarch, 1, at(kMarch)},
                                          {ProductId{18}, kMarch, 1, at(kMarch)}};
  const auto refused = recorded.catalogue->record_prices(recorded.germany, prices);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::conflict);
  CHECK(recorded.known(kMarch).prices.empty());
}
