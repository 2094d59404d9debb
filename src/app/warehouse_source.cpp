// SPDX-License-Identifier: Apache-2.0
#include "app/warehouse_source.hpp"

#include "shelfcast/sources/change_stream.hpp"
#include "shelfcast/sources/postgres.hpp"

#include <chrono>
#include <utility>

namespace shelfcast::app {
namespace {

sources::PostgresOptions postgres_options(const Config& config, const std::string& location,
                                          const std::string& marketplace) {
  return {.warehouse = location,
          .transactions = config.database(marketplace, "transactions"),
          .products = config.database(marketplace, "products"),
          .categories = config.database(marketplace, "categories"),
          .password = config.text("postgres.password"),
          .overlap = std::chrono::minutes(config.integer("postgres.overlap_minutes")),
          .recount_every = std::chrono::hours(config.integer("postgres.recount_hours")),
          .statement_timeout = std::chrono::seconds(config.integer("postgres.statement_seconds"))};
}

}  // namespace

bool is_path(const std::string& location) {
  return !sources::is_postgres(location) && sources::change_topics(location).empty();
}

std::unique_ptr<sources::Source> open_warehouse(House& house, const sources::FilesToRead& warehouse,
                                                const std::string& marketplace) {
  const std::string location = warehouse.paths.front().string();
  if (auto topics = sources::change_topics(location); !topics.empty()) {
    sources::ChangeStreamOptions options;
    options.topics = std::move(topics);
    return sources::open_change_stream(std::move(options), marketplace, house.order_events(), *house.store);
  }
  if (is_path(location)) return sources::open_files(warehouse, marketplace);
  return sources::open_postgres_warehouse(postgres_options(house.config, location, marketplace), marketplace,
                                          *house.store);
}

}  // namespace shelfcast::app
