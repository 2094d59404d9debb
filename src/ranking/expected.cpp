// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/domain/features.hpp"
#include "shelfcast/features/plans.hpp"
#include "shelfcast/ranking/cube.hpp"

namespace shelfcast::ranking {
namespace {

using domain::Panel;
using domain::PanelProduct;

/// One product's cells. Each is rounded once: all totals are sums of these integers.
void fill(const Panel& panel, const PanelProduct& product, Edges edges, std::span<const double> days,
          std::span<domain::Expected> cells) {
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    double units = 0;
    double amount = 0;
    for (int step = edges[cell]; step < edges[cell + 1]; ++step) {
      const double expected = days[static_cast<std::size_t>(step)];
      if (expected <= 0) continue;
      units += expected;
      amount += expected * features::planned_price(product, panel.cut + 1 + step, panel.cut, panel.known_at) / 100;
    }
    cells[cell] = {to_micro(units), to_micro(amount)};
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
