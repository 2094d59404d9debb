// SPDX-License-Identifier: Apache-2.0
#include "api/sold_beside.hpp"

#include <fmt/format.h>

#include <unordered_map>

namespace shelfcast::api {

using domain::Expected;

namespace {

std::string key_of(const predictions::TablePtr& table, const std::optional<Period>& period) {
  const auto asked = period.value_or(Period{});
  return fmt::format("{} {} {}", fmt::ptr(table.get()), asked.first.number, asked.last.number);
}

}  // namespace

std::expected<SoldBesidePtr, Refusal> SoldCounts::of(const predictions::TablePtr& table,
                                                     const std::optional<Period>& period) {
  if (services_.deltas == nullptr || services_.catalogue == nullptr) {
    return std::unexpected(Refusal{.status = 404,
                                   .type = "not-live",
                                   .title = "Sales are not counted here",
                                   .detail = "This server publishes forecasts only; ask without live=true."});
  }
  const Instant now = services_.clock.now();
  const std::string key = key_of(table, period);
  const std::scoped_lock lock(counting_);
  SoldBesidePtr latest = latest_.get(key).value_or(nullptr);
  if (latest && latest->at == now) return latest;
  auto counted = count(table, period, now);
  if (!counted) return std::unexpected(refusal_of(counted.error()));
  if (latest) counted->edition = latest->edition + (latest->products == counted->products ? 0 : 1);
  auto made = std::make_shared<const SoldBeside>(std::move(*counted));
  latest_.put(key, made);
  return made;
}

Result<SoldBeside> SoldCounts::count(const predictions::TablePtr& table, const std::optional<Period>& period,
                                     Instant now) const {
  const auto& cube = table->cube();
  const auto zone = TimeZone::find(cube.time_zone);
  if (!zone) return std::unexpected(zone.error());
  const auto marketplace = services_.catalogue->marketplace(cube.marketplace);
  if (!marketplace) return std::unexpected(marketplace.error());
  const Period since_cut{cube.receipt.data_cut + 1, zone->local_day(now_for(services_, cube, *zone))};
  const auto totals = services_.deltas->totals(marketplace->id, period.value_or(since_cut));
  if (!totals) return std::unexpected(totals.error());
  std::unordered_map<ProductId, Expected> sold;
  for (const auto& total : *totals) sold[total.product] = {total.units, total.amount * kMicroPerMinor};
  SoldBeside beside{.table = table,
                    .period = period,
                    .at = now,
                    .products = std::vector<Expected>(cube.products.size()),
                    .categories = std::vector<Expected>(cube.categories.size())};
  for (std::size_t category = 0; category < cube.categories.size(); ++category) {
    const auto range = table->products_of(category);
    for (std::size_t row = range.first; row < range.first + range.count; ++row) {
      const auto found = sold.find(cube.products[row].id);
      const Expected all = found == sold.end() ? Expected{} : found->second;
      beside.products[row] = period ? all : all - table->running(row);
      beside.categories[category] += beside.products[row];
    }
  }
  return beside;
}

Expected sold_of(const Choice& choice, domain::Level level, std::size_t index) {
  if (!choice.sold) return {};
  if (level == domain::Level::product) return choice.sold->products[index];
  if (choice.slice.is_all()) return choice.sold->categories[index];
  const auto& products = choice.table->cube().products;
  const auto [first, count] = choice.table->products_of(index);
  Expected sum;
  for (std::size_t row = first; row < first + count; ++row)
    if (choice.slice.holds(products[row], choice.table->product(row, choice.period))) sum += choice.sold->products[row];
  return sum;
}

}  // namespace shelfcast::api
