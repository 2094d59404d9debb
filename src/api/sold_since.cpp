// SPDX-License-Identifier: Apache-2.0
#include "api/sold_since.hpp"

#include <unordered_map>

namespace shelfcast::api {

using domain::Expected;

std::expected<SoldSincePtr, Refusal> SoldSinceCounts::of(const predictions::TablePtr& table) {
  if (services_.deltas == nullptr || services_.catalogue == nullptr) {
    return std::unexpected(Refusal{.status = 404,
                                   .type = "not-live",
                                   .title = "Sales are not counted here",
                                   .detail = "This server publishes forecasts only; ask without live=true."});
  }
  const Instant now = services_.clock.now();
  const std::scoped_lock lock(counting_);
  SoldSincePtr latest = latest_.get(table.get()).value_or(nullptr);
  if (latest && latest->at == now) return latest;
  auto counted = count(table, now);
  if (!counted) return std::unexpected(refusal_of(counted.error()));
  if (latest) counted->edition = latest->edition + (latest->products == counted->products ? 0 : 1);
  auto made = std::make_shared<const SoldSince>(std::move(*counted));
  latest_.put(table.get(), made);
  return made;
}

Result<SoldSince> SoldSinceCounts::count(const predictions::TablePtr& table, Instant now) const {
  const auto& cube = table->cube();
  const auto zone = TimeZone::find(cube.time_zone);
  if (!zone) return std::unexpected(zone.error());
  const auto marketplace = services_.catalogue->marketplace(cube.marketplace);
  if (!marketplace) return std::unexpected(marketplace.error());
  const Day today = zone->local_day(now_for(services_, cube, *zone));
  const auto totals = services_.deltas->totals(marketplace->id, {cube.receipt.data_cut + 1, today});
  if (!totals) return std::unexpected(totals.error());
  std::unordered_map<ProductId, Expected> sold;
  for (const auto& total : *totals) sold[total.product] = {total.units, total.amount * kMicroPerMinor};
  SoldSince since{.table = table,
                  .at = now,
                  .products = std::vector<Expected>(cube.products.size()),
                  .categories = std::vector<Expected>(cube.categories.size())};
  for (std::size_t category = 0; category < cube.categories.size(); ++category) {
    const auto range = table->products_of(category);
    for (std::size_t row = range.first; row < range.first + range.count; ++row) {
      const auto found = sold.find(cube.products[row].id);
      const Expected all = found == sold.end() ? Expected{} : found->second;
      since.products[row] = all - table->running(row);
      since.categories[category] += since.products[row];
    }
  }
  return since;
}

}  // namespace shelfcast::api
