// SPDX-License-Identifier: Apache-2.0
#include "ranking/assemble.hpp"
#include "shelfcast/features/matrix.hpp"
#include "shelfcast/features/plans.hpp"
#include "shelfcast/ranking/cube.hpp"

#include <fmt/format.h>

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

models::Grid sums_of_days(const models::Grid& days, Edges edges) {
  auto cells = models::make_grid(days.rows, edges.size() - 1);
  for (std::size_t row = 0; row < days.rows; ++row) {
    for (std::size_t column = 0; column < cells.columns; ++column) {
      for (int step = edges[column]; step < edges[column + 1]; ++step) {
        cells.at(row, column) += days.at(row, static_cast<std::size_t>(step));
      }
    }
  }
  return cells;
}

}  // namespace

Cells priced(const Panel& panel, Edges edges, const models::Grid& units) {
  Cells cells(units.rows * units.columns);
  for (std::size_t row = 0; row < units.rows; ++row) {
    for (std::size_t column = 0; column < units.columns; ++column) {
      const double expected = units.at(row, column);
      if (expected <= 0) continue;
      const double price = price_of(panel, panel.products[row], edges[column] + 1, edges[column + 1]);
      cells[row * units.columns + column] = {to_micro(expected), to_micro(expected * price)};
    }
  }
  return cells;
}

Result<Cells> expected(const Panel& panel, const models::Parameters& parameters, Edges edges) {
  const auto units = models::expected_units(parameters, panel, panel.cut, edges, features::blocks_at(panel, panel.cut));
  if (!units) return std::unexpected(units.error());
  return priced(panel, edges, *units);
}

Result<Cells> expected_by_rival(const Panel& panel, std::string_view rival, Edges edges) {
  const models::Model* model = models::find_model(rival);
  if (model == nullptr) return fail(Code::not_found, std::string(rival), "there is no such model");
  const domain::Band band{"rival", 1, edges.back()};
  const auto blob = model->fit({panel, panel.cut, band, {}});
  if (!blob) return std::unexpected(blob.error());
  const auto days = model->predict(*blob, {panel, panel.cut, band, {}});
  if (!days) return std::unexpected(days.error());
  return priced(panel, edges, sums_of_days(*days, edges));
}

}  // namespace shelfcast::ranking
