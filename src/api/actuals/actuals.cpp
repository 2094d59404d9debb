// SPDX-License-Identifier: Apache-2.0
#include "api/actuals/actuals.hpp"

#include "api/actuals/other_days.hpp"

#include <algorithm>
#include <map>

namespace shelfcast::api {
namespace {

bool belongs(const Assortment& assortment, const ActualsQuestion& question, ProductId id) {
  const auto* const product = assortment.product(id);
  if (product == nullptr) return question.merchant == nullptr && question.category == nullptr;
  if (question.merchant != nullptr && product->seller != question.merchant->id) return false;
  return question.category == nullptr || assortment.stands_under(product->category, question.category->id);
}

std::vector<ProductId> products_of(const Assortment& assortment, const ActualsQuestion& question) {
  std::vector<ProductId> products;
  for (const auto& product : assortment.known.products) {
    if (belongs(assortment, question, product.id)) products.push_back(product.id);
  }
  return products;
}

Result<Sold> fold(const deltas::Deltas& deltas, const Assortment& assortment, const ActualsQuestion& question,
                  const Period& period) {
  OtherDays days(assortment.zone, question.zone);
  Sold sold;
  const auto add = [&](ProductId product, std::span<const deltas::LedgerEntry> quarters) {
    deltas::ProductTotal total{product, 0, 0};
    for (const auto& entry : quarters) {
      const Day day = days.of(entry.day, entry.quarter);
      if (day < period.first || day > period.last) continue;
      total.units += entry.units;
      total.amount += entry.amount;
    }
    if (total.units != 0 || total.amount != 0) sold.push_back(total);
  };
  const auto read = deltas.quarters(assortment.known.marketplace.id, products_of(assortment, question),
                                    OtherDays::around(period), add);
  if (!read) return std::unexpected(read.error());
  return sold;
}

/// The quarter of an hour of the marketplace's day in which `at` lies.
deltas::QuarterOfDay quarter_at(const TimeZone& zone, Instant at) {
  const Day day = zone.local_day(at);
  return {day, static_cast<deltas::Quarter>((at.seconds - zone.midnight(day).seconds) / kQuarterHour + 1)};
}

Result<Sold> of_hours(const deltas::Deltas& deltas, const Assortment& assortment, Instant now, int hours) {
  const Instant end{(now.seconds / kQuarterHour + 1) * kQuarterHour};
  return deltas.totals(assortment.known.marketplace.id, quarter_at(assortment.zone, end - hours * kHour),
                       quarter_at(assortment.zone, end));
}

ActualRanking ranking_of(std::vector<Place> places, Measure by) {
  ActualRanking ranking{std::move(places), 0, 0};
  for (const Place& place : ranking.places) {
    ranking.units += place.units;
    ranking.amount += place.amount;
  }
  const auto size = [by](const Place& place) { return by == Measure::amount ? place.amount : place.units; };
  std::ranges::sort(ranking.places, [&](const Place& a, const Place& b) {
    return size(a) != size(b) ? size(a) > size(b) : a.id < b.id;
  });
  return ranking;
}

}  // namespace

Result<Sold> sold(const deltas::Deltas& deltas, const Assortment& assortment, const ActualsQuestion& question) {
  const auto* const period = std::get_if<Period>(&question.when);
  const bool other_days = period != nullptr && question.zone.name() != assortment.zone.name();
  if (other_days) return fold(deltas, assortment, question, *period);
  auto all = period != nullptr ? deltas.totals(assortment.known.marketplace.id, *period)
                               : of_hours(deltas, assortment, question.now, std::get<Hours>(question.when).count);
  if (!all) return all;
  std::erase_if(*all, [&](const auto& total) { return !belongs(assortment, question, total.product); });
  return all;
}

ActualRanking rank_products(const Sold& sold, Measure by) {
  std::vector<Place> places;
  places.reserve(sold.size());
  for (const auto& total : sold) places.push_back({total.product.value, total.units, total.amount});
  return ranking_of(std::move(places), by);
}

ActualRanking rank_categories(const Sold& sold, const Assortment& assortment, Measure by) {
  std::map<std::uint32_t, Place> by_category;
  for (const auto& total : sold) {
    const auto* const product = assortment.product(total.product);
    if (product == nullptr) continue;
    auto& place = by_category[product->category.value];
    place.id = product->category.value;
    place.units += total.units;
    place.amount += total.amount;
  }
  std::vector<Place> places;
  places.reserve(by_category.size());
  for (const auto& [id, place] : by_category) places.push_back(place);
  return ranking_of(std::move(places), by);
}

}  // namespace shelfcast::api
