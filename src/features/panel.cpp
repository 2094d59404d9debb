// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/features/panel.hpp"

#include "shelfcast/features/data_cut.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace shelfcast::features {
namespace {

using domain::Panel;
using domain::PanelProduct;

/// Moves each row of `rows`, ascending by product, to its product's list.
template <class Row>
void hand_out(std::vector<Row>& rows, std::vector<PanelProduct>& products, std::vector<Row> PanelProduct::* list) {
  auto product = products.begin();
  for (Row& row : rows) {
    while (product != products.end() && product->product.id < row.product) ++product;
    if (product != products.end() && product->product.id == row.product) {
      ((*product).*list).push_back(std::move(row));
    }
  }
}

/// The categories that hold products, ascending by id, and each product's place among them.
void sort_into_categories(Panel& panel, std::vector<domain::Category>& known) {
  std::set<CategoryId> used;
  for (const auto& product : panel.products) used.insert(product.product.category);
  for (auto& category : known) {
    if (used.contains(category.id)) panel.categories.push_back(std::move(category));
  }
  for (auto& product : panel.products) {
    const auto at = std::ranges::lower_bound(panel.categories, product.product.category, {}, &domain::Category::id);
    product.category = static_cast<std::size_t>(at - panel.categories.begin());
  }
}

/// Fills in the sales; false where there are none at all.
Result<bool> read_sales(const deltas::Deltas& deltas, Panel& panel) {
  auto product = panel.products.begin();
  bool any = false;
  const auto read = deltas.series(panel.marketplace.id, panel.first, panel.cut, panel.known_at,
                                  [&](ProductId id, std::span<const domain::DailySales> days) {
                                    while (product != panel.products.end() && product->product.id < id) ++product;
                                    if (product == panel.products.end() || product->product.id != id) return;
                                    product->sales.assign(days.begin(), days.end());
                                    product->product.on_sale_since =
                                        std::min(product->product.on_sale_since, days.front().day);
                                    any = true;
                                  });
  if (!read) return std::unexpected(read.error());
  return any;
}

/// Sales speak of no day before the first: to a model, the years before a marketplace opened are not years without
/// sales.
Day first_sale(const Panel& panel) {
  Day first = panel.cut;
  for (const auto& product : panel.products)
    if (!product.sales.empty()) first = std::min(first, product.sales.front().day);
  return first;
}

}  // namespace

Result<Panel> panel_as_known_at(const deltas::Deltas& deltas, const catalogue::Catalogue& catalogue,
                                const domain::Marketplace& marketplace, Instant known_at, int history_days) {
  const auto cut = data_cut(marketplace, known_at);
  if (!cut) return std::unexpected(cut.error());
  auto known = catalogue.as_known_at(marketplace.id, known_at);
  if (!known) return std::unexpected(known.error());

  Panel panel{.marketplace = marketplace,
              .known_at = known_at,
              .first = *cut - (history_days - 1),
              .cut = *cut,
              .categories = {},
              .products = {},
              .holidays = std::move(known->holidays)};
  panel.products.reserve(known->products.size());
  for (auto& product : known->products)
    panel.products.push_back(
        {.product = std::move(product), .category = 0, .sales = {}, .prices = {}, .promotions = {}});
  sort_into_categories(panel, known->categories);
  hand_out(known->prices, panel.products, &PanelProduct::prices);
  hand_out(known->promotions, panel.products, &PanelProduct::promotions);
  const auto any = read_sales(deltas, panel);
  if (!any) return std::unexpected(any.error());
  if (!*any) {
    return fail(Code::not_found, marketplace.key,
                fmt::format("no sales are known from {} to {}", format_day(panel.first), format_day(panel.cut)));
  }
  panel.first = first_sale(panel);
  return panel;
}

}  // namespace shelfcast::features
