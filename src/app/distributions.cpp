// SPDX-License-Identifier: Apache-2.0
#include "app/distributions.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <vector>

namespace shelfcast::app {
namespace {

using domain::Cube;
using monitor::Bins;

constexpr int kDays = 28;
constexpr int kWeek = 7;

/// A marketplace's products by id, with the place of their category: ascending, as totals come.
using Places = std::map<std::uint32_t, std::size_t>;

Places places_of(const predictions::Table& table) {
  Places places;
  for (std::size_t category = 0; category < table.cube().categories.size(); ++category) {
    const auto [first, count] = table.products_of(category);
    for (std::size_t i = first; i < first + count; ++i) places[table.cube().products[i].id.value] = category;
  }
  return places;
}

Result<Bins> sold_on(const House& house, const domain::Marketplace& marketplace, Day day, const Places& places,
                     std::size_t categories) {
  const auto totals = house.deltas->totals(marketplace.id, Period{day, day});
  if (!totals) return std::unexpected(totals.error());
  Bins bins(categories);
  for (const auto& total : *totals)
    if (const auto place = places.find(total.product.value); place != places.end())
      bins[place->second] += from_micro(total.units);
  return bins;
}

/// Of the week after its cut; by the categories of the table that serves, which others may lack.
Bins foreseen_by(const predictions::Table& table, const Cube& serving) {
  const Day cut = table.cube().receipt.data_cut;
  Bins bins;
  for (const auto& category : serving.categories) {
    const auto found = std::ranges::find(table.cube().categories, category.id, &domain::ForecastCategory::id);
    const auto place = static_cast<std::size_t>(std::distance(table.cube().categories.begin(), found));
    const bool is_there = found != table.cube().categories.end();
    bins.push_back(is_there ? from_micro(table.category(place, Period{cut + 1, cut + kWeek}).units) : 0);
  }
  return bins;
}

/// The newest kept table of each of the last cuts before this one, the oldest first.
std::vector<predictions::TablePtr> tables_before(const House& house, const std::string& marketplace, Day cut) {
  std::map<Day, std::string> by_cut;
  for (const auto& kept : house.tables->kept(marketplace))
    if (kept.data_cut < cut && kept.data_cut >= cut - kDays) by_cut[kept.data_cut] = kept.id;
  std::vector<predictions::TablePtr> tables;
  for (const auto& [day, id] : by_cut)
    if (auto table = house.tables->find(marketplace, id)) tables.push_back(std::move(table));
  return tables;
}

}  // namespace

Result<monitor::Distributions> distributions_of(const House& house, const domain::Marketplace& marketplace,
                                                const predictions::Table& serving) {
  const Cube& cube = serving.cube();
  const Day cut = cube.receipt.data_cut;
  monitor::Distributions all{.marketplace = marketplace.key,
                             .currency = marketplace.currency,
                             .categories = {},
                             .sold = {},
                             .sold_before = {},
                             .foreseen = foreseen_by(serving, cube),
                             .foreseen_before = {}};
  for (const auto& category : cube.categories) all.categories.push_back(category.name);
  const Places places = places_of(serving);
  for (Day day = cut - kDays; day <= cut; day = day + 1) {
    auto bins = sold_on(house, marketplace, day, places, cube.categories.size());
    if (!bins) return std::unexpected(bins.error());
    (day == cut ? all.sold : all.sold_before.emplace_back()) = std::move(*bins);
  }
  for (const auto& table : tables_before(house, marketplace.key, cut))
    all.foreseen_before.push_back(foreseen_by(*table, cube));
  return all;
}

}  // namespace shelfcast::app
