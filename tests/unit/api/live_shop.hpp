// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/storage/database.hpp"
#include "unit/api/shop.hpp"

namespace shelfcast::test {

/// The API over the small cube and a store in which something was sold today, some of it before the cube was made.
class LiveShop {
 public:
  LiveShop() {
    publish(cube_of_today());
    domain::Marketplace marketplace;
    marketplace.key = "DE";
    marketplace.currency = "EUR";
    marketplace.time_zone = "Europe/Berlin";
    id_ = catalogue_.record_marketplace(marketplace).value().id;
    sell(1101, 5, date(2025, 11, 20));
    sell(1201, 1, date(2025, 11, 19));  // up to the cut: no news
  }
  static domain::Cube cube_of_today() {
    auto cube = small_cube();
    cube.running.resize(cube.products.size());
    cube.running[0] = {2 * kMicro, 20 * kMicro};
    return cube;
  }
  void publish(const domain::Cube& cube, std::string_view when = "2025-11-20T06:00:00Z") {
    REQUIRE(tables_->publish(cube, at(when)));
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
  [[nodiscard]] catalogue::Catalogue& catalogue() { return catalogue_; }
  [[nodiscard]] MarketplaceId id() const { return id_; }
  http::Response send(http::Request request) {
    REQUIRE(http::read_target(request));
    return router_.match(request).route->handle(request);
  }
  http::Response get(std::string target) { return send(request_for("GET", std::move(target))); }
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
  api::Events events{clock_, 10};

 private:
  http::Router router_{api::routes({.tables = *tables_,
                                    .cycles = cycles_,
                                    .clock = clock_,
                                    .options = {},
                                    .orders = nullptr,
                                    .catalogue = &catalogue_,
                                    .deltas = &deltas_,
                                    .events = &events})};
};

}  // namespace shelfcast::test
