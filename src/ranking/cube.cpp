// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/ranking/cube.hpp"

#include "shelfcast/domain/features.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <set>

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

domain::ForecastProduct name_product(const PanelProduct& row, const Names& names) {
  const auto* const seller = find_by_id(names.sellers, row.product.seller);
  return {.id = row.product.id,
          .key = row.product.key,
          .name = row.product.name,
          .category = row.product.category,
          .seller = row.product.seller,
          .seller_key = seller == nullptr ? "" : seller->key,
          .seller_name = seller == nullptr ? "" : seller->name};
}

/// Indices into Panel::products, by (category, id): the order of the cube's rows.
std::vector<std::size_t> cube_order(const Panel& panel) {
  std::vector<std::size_t> order(panel.products.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return panel.products[i].product.category; });
  return order;
}

/// The cells of one product, each of which knows its days.
class Row {
 public:
  Row(std::span<const Day> boundaries, std::span<Expected> cells) : boundaries_(boundaries), cells_(cells) {}

  void add_sold(const PanelProduct& product) {
    for (const auto& day : product.sales) {
      if (day.day < boundaries_.front()) continue;
      cells_[cell_of(day.day)] += {day.units, day.amount * kMicroPerMinor};
    }
  }

  /// `units` are those of the days after `cut`.
  void add_expected(const PanelProduct& product, Day cut, std::span<const double> units) {
    for (std::size_t cell = cell_of(cut + 1); cell < cells_.size(); ++cell) {
      double sum = 0;
      double money = 0;
      for (Day day = boundaries_[cell]; day < boundaries_[cell + 1]; day = day + 1) {
        const double expected = units[static_cast<std::size_t>(day - cut - 1)];
        sum += expected;
        if (expected > 0) money += expected * planned_price(product, day);
      }
      cells_[cell] = {to_micro(sum), to_micro(money)};
    }
  }

 private:
  [[nodiscard]] std::size_t cell_of(Day day) const {
    const auto after = std::ranges::upper_bound(boundaries_, day);
    return static_cast<std::size_t>(after - boundaries_.begin()) - 1;
  }

  std::span<const Day> boundaries_;
  std::span<Expected> cells_;
};

}  // namespace

Result<Cube> build_cube(const Panel& panel, const Names& names, const ForecastCategories& forecast) {
  Cube cube{.marketplace = panel.marketplace.key,
            .currency = panel.marketplace.currency,
            .time_zone = panel.marketplace.time_zone,
            .week_start = panel.marketplace.week_start,
            .receipt = {},
            .boundaries = boundaries(panel.cut, panel.marketplace.week_start),
            .categories = categories_with_ancestors(panel, names),
            .products = {},
            .cells = {},
            .confidence = {}};
  const std::size_t width = cube.boundaries.size() - 1;
  cube.cells.resize(panel.products.size() * width);
  std::vector<std::size_t> cube_row(panel.products.size());
  const auto row_of = [&](std::size_t product) {
    return Row(cube.boundaries, std::span(cube.cells).subspan(cube_row[product] * width, width));
  };
  for (const std::size_t product : cube_order(panel)) {
    cube_row[product] = cube.products.size();
    cube.products.push_back(name_product(panel.products[product], names));
    row_of(product).add_sold(panel.products[product]);
  }
  const auto filled = forecast([&](const CategoryForecast& category) {
    for (std::size_t i = 0; i < category.rows.size(); ++i) {
      const std::size_t product = category.rows[i];
      row_of(product).add_expected(panel.products[product], panel.cut,
                                   category.units.subspan(i * domain::kHorizon, domain::kHorizon));
    }
  });
  if (!filled) return std::unexpected(filled.error());
  return cube;
}

}  // namespace shelfcast::ranking
