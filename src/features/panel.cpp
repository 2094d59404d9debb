// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/features/panel.hpp"

#include "shelfcast/domain/features.hpp"
#include "shelfcast/features/data_cut.hpp"
#include "shelfcast/features/stock_outs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <vector>

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

struct IdRange {
  ProductId from;
  ProductId to;
};

ProductId id_of(const domain::PanelProduct& product) {
  return product.product.id;
}

/// Fills in the sales of some products; the first day with a sale of any product of the marketplace, or nullopt where
/// there is none: to a model, the years before a marketplace opened are not years without sales.
Result<std::optional<Day>> read_sales(const deltas::Deltas& deltas, Panel& panel, IdRange ids) {
  auto product = std::ranges::lower_bound(panel.products, ids.from, {}, id_of);
  std::optional<Day> first;
  const auto read = deltas.series(panel.marketplace.id, {panel.first, panel.cut, panel.known_at, ids.from, ids.to},
                                  [&](ProductId id, std::span<const domain::DailySales> days) {
                                    first = std::min(first.value_or(days.front().day), days.front().day);
                                    while (product != panel.products.end() && product->product.id < id) ++product;
                                    if (product == panel.products.end() || product->product.id != id) return;
                                    product->sales.assign(days.begin(), days.end());
                                    product->product.on_sale_since =
                                        std::min(product->product.on_sale_since, days.front().day);
                                  });
  if (!read) return std::unexpected(read.error());
  return first;
}

/// The same of all products, parts of them at the same time.
Result<std::optional<Day>> read_all_sales(const deltas::Deltas& deltas, Panel& panel, runtime::Runtime* runtime) {
  constexpr std::size_t kParts = 16;
  const std::size_t count = panel.products.size() < kParts ? 1 : kParts;
  const auto begin_of = [&](std::size_t part) {
    return part == 0 ? 0 : panel.products[panel.products.size() * part / count].product.id.value;
  };
  std::vector<Result<std::optional<Day>>> parts(count);
  const auto read = [&](std::size_t part) {
    const std::uint32_t end = part + 1 == count ? std::numeric_limits<std::uint32_t>::max() : begin_of(part + 1) - 1;
    parts[part] = read_sales(deltas, panel, {ProductId{begin_of(part)}, ProductId{end}});
  };
  if (runtime != nullptr) {
    runtime->parallel(count, read);
  } else {
    for (std::size_t part = 0; part < count; ++part) read(part);
  }
  std::optional<Day> first;
  for (const auto& part : parts) {
    if (!part) return std::unexpected(part.error());
    if (*part) first = std::min(first.value_or(**part), **part);
  }
  return first;
}

/// Turns states, ascending by (product, day), into the days out of stock up to the cut.
void add_stock_outs(std::span<const domain::StockState> states, Panel& panel) {
  auto product = panel.products.begin();
  for (auto first = states.begin(); first != states.end();) {
    const auto last =
        std::find_if(first, states.end(), [&](const auto& state) { return state.product != first->product; });
    while (product != panel.products.end() && product->product.id < first->product) ++product;
    if (product == panel.products.end()) return;
    if (product->product.id == first->product) product->stock_outs = stock_outs_until(panel.cut, {first, last});
    first = last;
  }
}

bool holds(const Panel& panel, CategoryId category) {
  return std::ranges::binary_search(panel.categories, category, {}, &domain::Category::id);
}

bool wanted(const domain::Product& product, const PanelScope& scope) {
  return !scope.only_of || std::ranges::binary_search(*scope.only_of, product.category);
}

}  // namespace

Result<Panel> panel_as_known_at(const deltas::Deltas& deltas, const catalogue::Catalogue& catalogue,
                                const domain::Marketplace& marketplace, Instant known_at, const PanelScope& scope) {
  const auto latest = data_cut(marketplace, known_at);
  if (!latest) return std::unexpected(latest.error());
  const Day cut = std::min(scope.cut.value_or(*latest), *latest);
  auto known = catalogue.as_known_at(marketplace.id, known_at);
  if (!known) return std::unexpected(known.error());

  Panel panel{.marketplace = marketplace,
              .known_at = known_at,
              .first = cut - (scope.history_days - 1),
              .cut = cut,
              .categories = {},
              .products = {},
              .holidays = std::move(known->holidays)};
  for (auto& product : known->products) {
    if (!wanted(product, scope)) continue;
    panel.products.push_back(
        {.product = std::move(product), .category = 0, .sales = {}, .prices = {}, .promotions = {}});
  }
  sort_into_categories(panel, known->categories);
  hand_out(known->prices, panel.products, &PanelProduct::prices);
  hand_out(known->promotions, panel.products, &PanelProduct::promotions);
  const auto stock = catalogue.stock(marketplace.id, known_at);
  if (!stock) return std::unexpected(stock.error());
  add_stock_outs(*stock, panel);
  const auto first = read_all_sales(deltas, panel, scope.runtime);
  if (!first) return std::unexpected(first.error());
  if (!*first) {
    return fail(Code::not_found, marketplace.key,
                fmt::format("no sales are known from {} to {}", format_day(panel.first), format_day(panel.cut)));
  }
  panel.first = **first;
  auto months = catalogue.months(marketplace.id, known_at);
  if (!months) return std::unexpected(months.error());
  std::erase_if(*months,
                [&](const auto& month) { return month.first >= panel.first || !holds(panel, month.category); });
  panel.months = std::move(*months);
  panel.holidays = catalogue.holiday_rules().added_to(std::move(panel.holidays), marketplace, panel.first,
                                                      panel.cut + domain::kHorizon);
  return panel;
}

}  // namespace shelfcast::features
