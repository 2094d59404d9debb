// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/ranking/cube.hpp"

#include "shelfcast/base/bytes.hpp"
#include "shelfcast/base/digest.hpp"
#include "shelfcast/ranking/nowcast.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <type_traits>

namespace shelfcast::ranking {
namespace {

using domain::Cube;
using domain::Expected;
using domain::Panel;
using domain::PanelProduct;

template <class Thing, class IdOf>
const Thing* find_by_id(std::span<const Thing> things, IdOf id) {
  const auto found = std::ranges::lower_bound(things, id, {}, &Thing::id);
  return found != things.end() && found->id == id ? &*found : nullptr;
}

/// The categories that hold products, and all above them, ascending by id.
std::vector<domain::ForecastCategory> categories_with_ancestors(const Panel& panel, const Names& names) {
  std::set<CategoryId> wanted;
  for (const auto& category : panel.categories) {
    std::optional<CategoryId> at = category.id;
    while (at && wanted.insert(*at).second) {
      const auto* const row = find_by_id(names.categories, *at);
      at = row == nullptr ? std::nullopt : row->parent;
    }
  }
  std::vector<domain::ForecastCategory> result;
  for (const CategoryId id : wanted) {
    if (const auto* const row = find_by_id(names.categories, id)) {
      result.push_back({row->id, row->key, row->name, row->parent});
    }
  }
  return result;
}

domain::ForecastProduct name_product(const PanelProduct& row, const Names& names, Day cut) {
  const auto* const seller = find_by_id(names.sellers, row.product.seller);
  return {.id = row.product.id,
          .key = row.product.key,
          .name = row.product.name,
          .category = row.product.category,
          .seller = row.product.seller,
          .seller_key = seller == nullptr ? "" : seller->key,
          .seller_name = seller == nullptr ? "" : seller->name,
          .young = is_young(row, cut)};
}

/// Indices into Panel::products, by (category, id): the order of the cube's rows.
std::vector<std::size_t> cube_order(const Panel& panel) {
  std::vector<std::size_t> order(panel.products.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return panel.products[i].product.category; });
  return order;
}

/// Adds what was sold since the first boundary to the cells of one product.
void add_sold(const PanelProduct& product, std::span<const Day> boundaries, std::span<Expected> cells) {
  for (const auto& day : product.sales) {
    if (day.day < boundaries.front()) continue;
    const auto after = std::ranges::upper_bound(boundaries, day.day);
    cells[static_cast<std::size_t>(after - boundaries.begin()) - 1] += {day.units, day.amount * kMicroPerMinor};
  }
}

/// The boundaries after the cut as steps: 0, 1, 2, ...
std::vector<int> edges_after(Day cut, std::span<const Day> boundaries) {
  std::vector<int> edges;
  for (const Day boundary : boundaries) {
    if (boundary > cut) edges.push_back(boundary - cut - 1);
  }
  return edges;
}

/// The cube of what was sold in the cells before the cut, and of `ahead` in those after it.
Cube assemble(const Panel& panel, const Names& names, const Cells& ahead) {
  Cube cube{.marketplace = panel.marketplace.key,
            .currency = panel.marketplace.currency,
            .time_zone = panel.marketplace.time_zone,
            .week_start = panel.marketplace.week_start,
            .receipt = {},
            .boundaries = boundaries(panel.cut, panel.marketplace.week_start),
            .categories = categories_with_ancestors(panel, names),
            .products = {},
            .cells = {},
            .running = {},
            .parts = {},
            .whole_since = {},
            .confidence = {},
            .intervals = {},
            .chance_periods = {},
            .product_chances = {},
            .category_chances = {},
            .grain = panel.marketplace.grain,
            .measures = panel.marketplace.measures};
  const std::size_t width = cube.boundaries.size() - 1;
  const std::size_t ahead_width = edges_after(panel.cut, cube.boundaries).size() - 1;
  cube.cells.resize(panel.products.size() * width);
  for (const std::size_t product : cube_order(panel)) {
    const auto cells = std::span(cube.cells).subspan(cube.products.size() * width, width);
    add_sold(panel.products[product], cube.boundaries, cells);
    std::ranges::copy(std::span(ahead).subspan(product * ahead_width, ahead_width), cells.last(ahead_width).begin());
    cube.products.push_back(name_product(panel.products[product], names, panel.cut));
  }
  return cube;
}

std::string fingerprint_of(const Panel& panel, const Cells& cells) {
  static_assert(std::has_unique_object_representations_v<Expected>);
  std::string ids;
  for (const auto& row : panel.products) put_u32(ids, row.product.id.value);
  return hex(fast_fingerprint({reinterpret_cast<const char*>(cells.data()), cells.size() * sizeof(Expected)},
                              fast_fingerprint(ids)));
}

/// By row of the cube.
std::vector<Expected> sold_since_cut(const Panel& panel, const domain::Running& running) {
  std::vector<Expected> sold(panel.products.size());
  if (running.sold.empty()) return sold;
  const auto days = static_cast<std::size_t>(running.days);
  auto row = sold.begin();
  for (const std::size_t product : cube_order(panel)) {
    for (const auto& day : std::span(running.sold).subspan(product * days, days)) *row += day;
    ++row;
  }
  return sold;
}

}  // namespace

Result<Cube> build_cube(const Panel& panel, const domain::Running& running, const Names& names,
                        const Forecast& forecast) {
  const auto edges = edges_after(panel.cut, boundaries(panel.cut, panel.marketplace.week_start));
  auto ahead = expected(panel, edges, forecast);
  if (!ahead) return std::unexpected(ahead.error());
  const std::string numbers = fingerprint_of(panel, *ahead);
  nowcast(panel, running, edges.size() - 1, *ahead);
  auto cube = assemble(panel, names, *ahead);
  cube.receipt.numbers = numbers;
  cube.running = sold_since_cut(panel, running);
  return cube;
}

}  // namespace shelfcast::ranking
