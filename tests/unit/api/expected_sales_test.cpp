// SPDX-License-Identifier: Apache-2.0
// GET /api/v1/sales/expected: what of a period is expected to be left, and a seller's share of it.
#include "shelfcast/deltas/deltas.hpp"
#include "shelfcast/storage/database.hpp"
#include "unit/api/shop.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using namespace shelfcast::test;
using nlohmann::ordered_json;

namespace {

const std::string kExpected = "/api/v1/sales/expected";

/// The small cube, in which electronics are another seller's; and a catalogue that knows what one mug costs.
class CostedShop {
 public:
  explicit CostedShop(std::optional<Minor> cost_of_a_mug = 100) {
    const auto marketplace = catalogue_.record_marketplace(
        {.id = {}, .key = "DE", .name = "DE", .currency = "EUR", .time_zone = "Europe/Berlin", .week_start = 0});
    REQUIRE(marketplace);
    REQUIRE(catalogue_.record_products(
        marketplace->id,
        std::vector<catalogue::ProductRow>{{"1101", "Mug", "11", "5678", 1000, {1}, {1}, cost_of_a_mug},
                                           {"1102", "Mug", "11", "5678", 1000, {1}, {1}, std::nullopt}}));
    auto cube = small_cube();
    cube.products.back().seller = {9};
    cube.products.back().seller_key = "volt";
    shop.publish(cube, "2025-11-20T06:00:00Z");
    shop.furnish = [this](api::Services& services) {
      services.catalogue = &catalogue_;
      services.deltas = &deltas_;
    };
  }

  ordered_json ask(const std::string& query) { return shop.json(kExpected + query); }
  ordered_json predicted(const std::string& query) { return shop.json(kCategories + query); }

  Shop shop;

 private:
  testing::TempFolder folder_;
  std::unique_ptr<storage::Database> database_ = storage::Database::open(folder_.path() / "catalogue.db").value();
  std::unique_ptr<storage::Store> store_ = storage::Store::open(folder_.path() / "store", deltas::families()).value();
  catalogue::Catalogue catalogue_{*database_};
  deltas::Deltas deltas_{*store_};
};

}  // namespace

TEST_CASE("what is expected in all is what the predictions of the same period add up to") {
  CostedShop shop;
  for (const std::string period :
       {"?timeFrame=week&window=rolling", "?timeFrame=month&window=calendar", "?timeFrame=week&window=next"}) {
    INFO(period);
    const auto all = shop.ask(period);
    const auto predicted = shop.predicted(period);
    CHECK(all["expectedUnits"] == predicted["totalExpectedUnits"]);
    CHECK(all["expectedAmount"] == predicted["totalExpectedAmount"]);
    CHECK(all["sellerId"].is_null());
    CHECK(all["share"].is_null());
  }
  CHECK(shop.ask("")["firstDay"] == "2025-11-20");
  CHECK(shop.ask("")["lastDay"] == "2025-11-26");
}

TEST_CASE("what is expected to be left is of the products of which the cost of a unit is known") {
  CostedShop shop;
  const auto all = shop.ask("");
  const auto mug = shop.shop.json("/api/v1/products/1101?marketplaceId=DE");
  const auto week = *std::ranges::find_if(mug["frames"], [](const auto& one) { return one["timeFrame"] == "week"; });
  const double units = week["expectedUnits"];
  const double amount = week["expectedAmount"];
  CHECK(all["amountWithCost"].get<double>() == Approx(amount));
  CHECK(all["expectedMargin"].get<double>() == Approx(amount - units));
  CHECK(all["marginRate"].get<double>() == Approx(1 - units / amount).margin(1e-6));
  const auto electronics = shop.ask("?categoryId=elec");
  CHECK(electronics["categoryId"] == 42);
  CHECK(electronics["expectedMargin"].is_null());
  CHECK(electronics["marginRate"].is_null());
  CHECK(electronics["amountWithCost"].is_null());
  CHECK(CostedShop(std::nullopt).ask("")["expectedMargin"].is_null());
}

TEST_CASE("a seller's share is of everybody's, within a category too") {
  CostedShop shop;
  const double all = shop.ask("")["expectedAmount"];
  const auto volt = shop.ask("?sellerId=volt");
  const auto tech = shop.ask("?sellerId=5678");
  CHECK(volt["sellerId"] == 9);
  CHECK(volt["sellerName"] == "Tech \"Store\"");
  CHECK(volt["share"].get<double>() == Approx(volt["expectedAmount"].get<double>() / all).margin(1e-6));
  CHECK(volt["share"].get<double>() + tech["share"].get<double>() == Approx(1).margin(2e-6));
  CHECK(volt["expectedMargin"].is_null());
  CHECK(shop.ask("?sellerId=volt&categoryId=42")["share"] == 1);
  CHECK(shop.ask("?sellerId=volt&categoryId=11")["share"] == 0);
}

TEST_CASE("what of expected sales cannot be meant is named") {
  CostedShop shop;
  const auto wrong = shop.shop.get(kExpected + "?timeFrame=era&window=open&dateTime=2025-11-20");
  CHECK(wrong.status == 400);
  CHECK(ordered_json::parse(wrong.body)["errors"].size() == 3);
  for (const auto* unknown : {"?sellerId=none", "?categoryId=none", "?marketplaceId=FR", "?cycle=DE-1"})
    CHECK(shop.shop.get(kExpected + unknown).status == 404);
}
