// SPDX-License-Identifier: Apache-2.0
#include "app/live_orders.hpp"

#include "shelfcast/telemetry/health.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <algorithm>

namespace shelfcast::app {
namespace {

constexpr std::chrono::milliseconds kPause{500};
constexpr std::int64_t kMinute = 60;

/// Where the products stand now, ascending.
Result<std::vector<CategoryId>> categories_of(const House& house, const std::string& marketplace,
                                              const std::set<ProductId>& products) {
  const auto known = house.catalogue->marketplace(marketplace);
  if (!known) return std::unexpected(known.error());
  const auto assortment = house.catalogue->as_known_at(known->id, house.clock.now());
  if (!assortment) return std::unexpected(assortment.error());
  std::set<CategoryId> categories;
  for (const auto& product : assortment->products) {
    if (products.contains(product.id)) categories.insert(product.category);
  }
  return std::vector(categories.begin(), categories.end());
}

/// The products that have sold since the numbers of a table were made.
Result<std::set<ProductId>> sold_since(const House& house, const predictions::Table& table) {
  const auto known = house.catalogue->marketplace(table.cube().marketplace);
  if (!known) return std::unexpected(known.error());
  const auto zone = TimeZone::find(known->time_zone);
  if (!zone) return std::unexpected(zone.error());
  const Period running{table.cube().receipt.data_cut + 1, zone->local_day(house.clock.now())};
  const auto totals = house.deltas->totals(known->id, running);
  if (!totals) return std::unexpected(totals.error());
  std::map<ProductId, Micro> told;
  for (std::size_t i = 0; i < table.cube().products.size(); ++i) {
    told[table.cube().products[i].id] = table.running(i).units;
  }
  std::set<ProductId> products;
  for (const auto& total : *totals) {
    if (told[total.product] != total.units) products.insert(total.product);
  }
  return products;
}

}  // namespace

LiveOrders::LiveOrders(House& house, LocalCycles& cycles)
    : house_(house),
      cycles_(cycles),
      every_(house.pinned ? 0 : house.config.integer("refresh.live_minutes") * kMinute),
      looking_(kPause, [this] { look(); }) {}

void LiveOrders::look() {
  watch_clock();
  count();
  if (every_ == 0) return;
  if (!taken_up_) take_up_untold();
  for (const auto& [marketplace, products] : touched_) {
    if (!products.empty() && house_.clock.now() >= due_[marketplace]) refresh(marketplace);
  }
}

/// What was due by the old time would wait for the new one to come there again.
void LiveOrders::watch_clock() {
  constexpr std::int64_t kCorrection = 10;  // seconds: less is how clocks are kept right
  const Instant now = house_.clock.now();
  if (now + kCorrection < seen_) {
    telemetry::log(telemetry::Severity::warning, "the clock was set back",
                   {{"seconds", seen_.seconds - now.seconds}, {"now", format_instant(now)}});
    due_.clear();
  }
  seen_ = now;
}

void LiveOrders::count() {
  const auto counted = house_.ingest->count_orders(house_.order_events());
  if (counted && every_ > 0) {
    for (const auto& [marketplace, orders] : *counted) {
      touched_[marketplace].insert(orders.products.begin(), orders.products.end());
    }
  }
  const bool fails = !counted;
  if (fails == failing_) return;
  failing_ = fails;
  telemetry::set_health("orders", counted ? telemetry::Condition::ok : telemetry::Condition::degraded,
                        counted ? "counted as they come" : counted.error().text());
  telemetry::log(counted ? telemetry::Severity::info : telemetry::Severity::error,
                 counted ? "orders are counted again" : "orders cannot be counted",
                 {{"problem", counted ? "" : counted.error().text()}});
}

/// Orders that were counted just before a stop are in no forecast yet.
void LiveOrders::take_up_untold() {
  taken_up_ = true;
  for (const auto& marketplace : house_.tables->marketplaces()) {
    const auto products = sold_since(house_, *house_.tables->current(marketplace));
    if (!products) {
      telemetry::log(telemetry::Severity::warning, "orders of before the start wait for the next refresh",
                     {{"marketplace", marketplace}, {"problem", products.error().text()}});
      continue;
    }
    touched_[marketplace].insert(products->begin(), products->end());
  }
}

void LiveOrders::refresh(const std::string& marketplace) {
  auto& touched = touched_[marketplace];
  if (house_.tables->current(marketplace) == nullptr) return touched.clear();  // the first cycle will know them
  auto categories = categories_of(house_, marketplace, touched);
  if (categories && categories->empty()) return touched.clear();
  const auto started = categories ? cycles_.refresh(marketplace, std::move(*categories), "orders")
                                  : Result<std::string>(std::unexpected(categories.error()));
  const bool waits = !started && started.error().code == Code::conflict;
  due_[marketplace] = house_.clock.now() + (waits ? kMinute : every_);  // a cycle that runs now is done soon
  if (started) return touched.clear();
  if (waits) return;
  telemetry::log(telemetry::Severity::warning, "categories not refreshed",
                 {{"marketplace", marketplace}, {"problem", started.error().text()}});
}

}  // namespace shelfcast::app
