// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/storage/database.hpp"
#include "unit/api/shop.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using namespace shelfcast::test;

namespace {

/// The API over the small cube and a store in which something was sold today, some of it before the cube was made.
class LiveShop {
 public:
  LiveShop() {
    auto cube = small_cube();
    cube.running.resize(cube.products.size());
    cube.running[0] = {2 * kMicro, 20 * kMicro};
    REQUIRE(tables_->publish(cube, at("2025-11-20T06:00:00Z")));
    domain::Marketplace marketplace;
    marketplace.key = "DE";
    marketplace.currency = "EUR";
    marketplace.time_zone = "Europe/Berlin";
    id_ = catalogue_.record_marketplace(marketplace).value().id;
    sell(1101, 5, date(2025, 11, 20));
    sell(1201, 1, date(2025, 11, 19));  // up to the cut: no news
  }
  void sell(std::uint32_t product, int units, Day day) {
    const std::string order = std::to_string(orders_++);
    const domain::Sale sale{.order = order,
                            .line = "1",
                            .product = {product},
                            .day = day,
                            .learnt = clock_.now(),
                            .units = units * kMicro,
                            .amount = units * 1000,
                            .second = 36'000};
    storage::Batch batch;
    REQUIRE(deltas_.merge(id_, std::span(&sale, 1), batch));
    REQUIRE(store_->commit(batch, "test"));
  }
  http::Response get(std::string target) {
    auto request = request_for("GET", std::move(target));
    REQUIRE(http::read_target(request));
    return router_.match(request).route->handle(request);
  }
  nlohmann::ordered_json json(std::string target) { return nlohmann::ordered_json::parse(get(std::move(target)).body); }

 private:
  static std::unique_ptr<storage::Store> open(const std::filesystem::path& folder) {
    const auto families = deltas::families();
    return storage::Store::open(folder / "store", families).value();
  }
  Folder folder_;
  std::unique_ptr<predictions::Tables> tables_ = predictions::Tables::open(folder_.path() / "tables").value();
  std::unique_ptr<storage::Store> store_ = open(folder_.path());
  std::unique_ptr<storage::Database> database_ = storage::Database::open(folder_.path() / "catalogue.db").value();
  catalogue::Catalogue catalogue_{*database_};
  deltas::Deltas deltas_{*store_};
  RememberedCycles cycles_;
  MarketplaceId id_;
  int orders_ = 0;

 public:
  FixedClock clock_{at("2025-11-20T10:00:00Z")};

 private:
  http::Router router_{api::routes({.tables = *tables_,
                                    .cycles = cycles_,
                                    .clock = clock_,
                                    .options = {},
                                    .orders = nullptr,
                                    .catalogue = &catalogue_,
                                    .deltas = &deltas_})};
};

}  // namespace

TEST_CASE("live=true says what was sold since, by row and in all, and nothing else changes") {
  LiveShop shop;
  const std::string question = products_of("11") + "?timeFrame=week&limit=100";
  auto plain = shop.get(question);
  auto live = shop.json(question + "&live=true");
  CHECK(live["soldSince"]["units"] == 3);
  CHECK(live["soldSince"]["amount"] == 30.0);
  CHECK(live["liveAt"] == "2025-11-20T10:00:00Z");
  for (auto& row : live["products"]) {
    CHECK(row["soldSince"]["units"] == (row["productId"] == 1101 ? 3 : 0));
    row.erase("soldSince");
  }
  live.erase("soldSince");
  live.erase("liveAt");
  CHECK(live == nlohmann::ordered_json::parse(plain.body));
  const auto categories = shop.json(kCategories + "?timeFrame=week&live=true");
  CHECK(categories["soldSince"]["units"] == 3);
}

TEST_CASE("a live answer is kept for no more than a second, and the table keeps its ETag") {
  LiveShop shop;
  const std::string question = products_of("11") + "?timeFrame=week";
  const std::string etag(shop.get(question).headers.get("ETag").value());
  const auto live = shop.get(question + "&live=true");
  CHECK_FALSE(live.headers.get("ETag"));
  CHECK(live.headers.get("Cache-Control") == "private, max-age=1");
  CHECK(live.headers.get("X-Cycle") == "DE-20251120-1");
  shop.sell(1102, 4, date(2025, 11, 20));
  shop.clock_.move_to(shop.clock_.now() + 1);
  CHECK(shop.json(question + "&live=true")["soldSince"]["units"] == 7);
  CHECK(shop.get(question).headers.get("ETag") == etag);
  CHECK_FALSE(shop.json(question).contains("soldSince"));
}

TEST_CASE("links of a live answer lead to live answers") {
  LiveShop shop;
  const auto answer = shop.get(products_of("11") + "?timeFrame=week&limit=1&live=true");
  CHECK(answer.headers.get("Link").value().find("&live=true&cycle=") != std::string_view::npos);
  CHECK(shop.get(products_of("11") + "?timeFrame=week&live=perhaps").status == 400);
}

TEST_CASE("a server that counts no sales says so") {
  const auto shop = open_shop();
  CHECK(shop->get(kCategories + "?timeFrame=week&live=true").status == 404);
  CHECK(shop->get(kCategories + "?timeFrame=week&live=false").status == 200);
}
