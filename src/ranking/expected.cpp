// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/domain/features.hpp"
#include "shelfcast/features/plans.hpp"
#include "shelfcast/ranking/cube.hpp"

#include <numeric>
#include <ranges>

namespace shelfcast::ranking {
namespace {

using domain::Panel;
using domain::PanelProduct;

/// What was paid for a unit on the last day it sold; where it never sold, the price of the product's own row.
double last_paid(const PanelProduct& product) {
  for (const auto& day : product.sales | std::views::reverse) {
    if (day.units > 0 && day.amount > 0) {
      return static_cast<double>(day.amount) / 100 / (static_cast<double>(day.units) / static_cast<double>(kMicro));
    }
  }
  return static_cast<double>(product.product.price) / 100;
}

double price_of(const Panel& panel, const PanelProduct& product, int first_step, int last_step) {
  if (product.prices.empty()) return last_paid(product);
  return features::planned_price(product, panel.cut + first_step, panel.cut + last_step, panel.known_at) / 100;
}

/// One product's cells. Each is rounded once: all totals are sums of these integers.
void fill(const Panel& panel, const PanelProduct& product, Edges edges, std::span<const double> days,
          std::span<domain::Expected> cells) {
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    const auto of_cell =
        days.subspan(static_cast<std::size_t>(edges[cell]), static_cast<std::size_t>(edges[cell + 1] - edges[cell]));
    const double units = std::accumulate(of_cell.begin(), of_cell.end(), 0.0);
    if (units <= 0) continue;
    const double price = price_of(panel, product, edges[cell] + 1, edges[cell + 1]);
    cells[cell] = {to_micro(units), to_micro(units * price)};
  }
}

}  // namespace

Result<Cells> expected(const Panel& panel, Edges edges, const Forecast& forecast) {
  const std::size_t width = edges.size() - 1;
  Cells cells(panel.products.size() * width);
  const auto told = forecast([&](const domain::CategoryForecast& category) {
    for (std::size_t i = 0; i < category.rows.size(); ++i) {
      const std::size_t product = category.rows[i];
      fill(panel, panel.products[product], edges, category.units.subspan(i * domain::kHorizon, domain::kHorizon),
           std::span(cells).subspan(product * width, width));
    }
  });
  if (!told) return std::unexpected(told.error());
  return cells;
}

}  // namespace shelfcast::ranking
