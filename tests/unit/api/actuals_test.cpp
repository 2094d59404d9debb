// SPDX-License-Identifier: Apache-2.0
// What was sold, in any zone and week rule, against a count by hand of the sales themselves.
#include "api/actuals/actuals.hpp"
#include "shelfcast/base/random.hpp"
#include "shelfcast/storage/database.hpp"
#include "support/kept_text.hpp"
#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace shelfcast;
using api::ActualsQuestion;
using domain::Sale;

namespace {

constexpr Instant kNow{std::int64_t{1} << 31U};
constexpr std::size_t kProducts = 6;
const TimeZone kBerlin = TimeZone::find("Europe/Berlin").value();

struct Told {
  ProductId product;
  std::optional<Instant> at;  // nullopt: only the day is known
  Day day;
  Micro units;
};

/// Six products of two sellers on two shelves, one of which stands under the other.
class Shop {
 public:
  Shop() {
    const auto marketplace = catalogue_.record_marketplace(
        {.id = {}, .key = "DE", .name = "DE", .currency = "EUR", .time_zone = "Europe/Berlin", .week_start = 0});
    REQUIRE(marketplace);
    id_ = marketplace->id;
    REQUIRE(catalogue_.record_categories(
        id_, std::vector<catalogue::CategoryRow>{{"10", "All", "", {1}}, {"11", "Tea", "10", {1}}}));
    std::vector<catalogue::ProductRow> products;
    for (std::size_t i = 0; i < kProducts; ++i) {
      products.push_back({.key = std::to_string(100 + i),
                          .name = "P",
                          .category_key = i % 2 == 0 ? "10" : "11",
                          .seller_key = i < 3 ? "1" : "2",
                          .price = 100,
                          .created = {1},
                          .learnt = {1}});
    }
    REQUIRE(catalogue_.record_products(id_, products));
    assortment_.known = catalogue_.as_known_at(id_, kNow).value();
    assortment_.zone = kBerlin;
  }

  void sell(const Told& told) {
    Sale sale{
        testing::kept(std::to_string(told_.size())), "1", told.product, told.day, {1}, told.units, told.units / 10'000};
    if (told.at) sale.second = static_cast<std::int32_t>(told.at->seconds - kBerlin.midnight(told.day).seconds);
    storage::Batch batch;
    REQUIRE(deltas_.merge(id_, std::span(&sale, 1), batch));
    REQUIRE(store_->commit(batch, "test"));
    told_.push_back(told);
  }

  std::map<std::uint32_t, Micro> sold(const ActualsQuestion& question) {
    std::map<std::uint32_t, Micro> found;
    const auto totals = api::sold(deltas_, assortment_, question).value();
    for (const auto& total : totals) found[total.product.value] = total.units;
    return found;
  }
  [[nodiscard]] std::map<std::uint32_t, Micro> by_hand(const Period& period, const TimeZone& zone) const {
    std::map<std::uint32_t, Micro> found;
    for (const auto& told : told_) {
      const Day day = told.at ? zone.local_day(*told.at) : told.day;
      if (period.first <= day && day <= period.last) found[told.product.value] += told.units;
    }
    return found;
  }
  [[nodiscard]] const api::Assortment& assortment() const { return assortment_; }

 private:
  testing::TempFolder folder_;
  std::unique_ptr<storage::Database> database_ = storage::Database::open(folder_.path() / "catalogue.db").value();
  std::unique_ptr<storage::Store> store_ = storage::Store::open(folder_.path() / "store", deltas::families()).value();
  catalogue::Catalogue catalogue_{*database_};
  deltas::Deltas deltas_{*store_};
  MarketplaceId id_;
  api::Assortment assortment_;
  std::vector<Told> told_;
};

Told sold_at(std::uint32_t product, std::string_view at, int units = 1) {
  const Instant instant = parse_instant(at).value();
  return {ProductId{product}, instant, kBerlin.local_day(instant), units * kMicro};
}

using Units = std::map<std::uint32_t, Micro>;

}  // namespace

TEST_CASE("around the change of the clocks and of the year every zone and week rule counts as by hand") {
  Shop shop;
  Random random(3, 3);
  const std::vector<std::pair<Day, int>> stretches{
      {day_of({2025, 3, 25}), 10}, {day_of({2025, 10, 20}), 14}, {day_of({2024, 12, 26}), 12}};
  for (int i = 0; i < 400; ++i) {
    const auto& [first, days] = stretches[random.below(stretches.size())];
    const Instant at{first.number * kDaySeconds +
                     static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(days) * kDaySeconds))};
    const auto product = static_cast<std::uint32_t>(100 + random.below(kProducts));
    Told told{ProductId{product}, at, kBerlin.local_day(at), static_cast<Micro>(1 + random.below(3)) * kMicro};
    if (random.below(10) == 0) told.at.reset();
    shop.sell(told);
  }
  for (const auto* name :
       {"Europe/Berlin", "UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "Australia/Lord_Howe"}) {
    const auto zone = TimeZone::find(name).value();
    for (const auto& [first, days] : stretches) {
      for (int i = 0; i < 12; ++i) {
        const Frame frame = kFrames[random.below(kFrames.size())].frame;
        const Day day = first + static_cast<int>(random.below(static_cast<std::uint64_t>(days)));
        const Period period = period_of(frame, day, static_cast<int>(random.below(7)));
        CAPTURE(name, format_day(period.first), format_day(period.last));
        CHECK(shop.sold({.when = period, .zone = zone, .now = kNow}) == shop.by_hand(period, zone));
      }
    }
  }
}

TEST_CASE("a day of 25 hours holds all its sales, and the hour that happens twice is counted twice") {
  Shop shop;
  shop.sell(sold_at(100, "2025-10-26T00:30:00Z"));  // 2:30, summer time
  shop.sell(sold_at(100, "2025-10-26T01:30:00Z"));  // 2:30, an hour later
  shop.sell(sold_at(100, "2025-10-26T22:59:59Z"));  // the last second of the day
  shop.sell(sold_at(100, "2025-10-26T23:00:00Z"));  // the day after
  const Day day = day_of({2025, 10, 26});
  CHECK(shop.sold({.when = Period{day, day}, .zone = kBerlin, .now = kNow}) == Units{{100, 3 * kMicro}});
  const Instant now = parse_instant("2025-10-26T01:40:00Z").value();
  CHECK(shop.sold({.when = api::Hours{1}, .zone = kBerlin, .now = now}) == Units{{100, kMicro}});
  CHECK(shop.sold({.when = api::Hours{6}, .zone = kBerlin, .now = now}) == Units{{100, 2 * kMicro}});
}

TEST_CASE("only the merchant's own sales, and only what stands under the category, are counted") {
  Shop shop;
  for (std::uint32_t product = 100; product < 106; ++product) shop.sell(sold_at(product, "2025-01-10T12:00:00Z"));
  const Day day = day_of({2025, 1, 10});
  ActualsQuestion question{.when = Period{day, day}, .zone = kBerlin, .now = kNow};
  question.merchant = shop.assortment().seller("2");
  CHECK(shop.sold(question) == Units{{103, kMicro}, {104, kMicro}, {105, kMicro}});
  question.category = shop.assortment().category("11");
  CHECK(shop.sold(question) == Units{{103, kMicro}, {105, kMicro}});
  question.merchant = nullptr;
  question.category = shop.assortment().category("10");
  CHECK(shop.sold(question).size() == kProducts);
}

TEST_CASE("rankings put the larger amount first, and of equals the lower id") {
  Shop shop;
  shop.sell(sold_at(104, "2025-01-10T12:00:00Z", 5));
  shop.sell(sold_at(101, "2025-01-10T12:00:00Z", 2));
  shop.sell(sold_at(100, "2025-01-10T12:00:00Z", 2));
  const Day day = day_of({2025, 1, 10});
  const api::Sold sold{{ProductId{100}, 2, 200}, {ProductId{101}, 2, 200}, {ProductId{104}, 5, 500}};
  const auto products = api::rank_products(sold, api::Measure::amount);
  REQUIRE(products.places.size() == 3);
  CHECK(products.places[0].id == 104);
  CHECK(products.places[1].id == 100);
  CHECK(products.amount == 900);
  const api::Sold cheap{{ProductId{100}, 1, 900}, {ProductId{101}, 3, 3}, {ProductId{104}, 3, 900}};
  CHECK(api::rank_products(cheap, api::Measure::units).places[0].id == 101);
  const auto categories = api::rank_categories(sold, shop.assortment(), api::Measure::amount);
  REQUIRE(categories.places.size() == 2);
  CHECK(categories.places[0].id == 10);
  CHECK(categories.places[0].amount == 700);
  CHECK(shop.sold({.when = Period{day, day}, .zone = kBerlin, .now = kNow}).size() == 3);
}
