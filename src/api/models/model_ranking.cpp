// SPDX-License-Identifier: Apache-2.0
#include "api/models/model_ranking.hpp"

#include <algorithm>
#include <cmath>

namespace shelfcast::api {
namespace {

using domain::Expected;
using predictions::Table;

bool is_theirs(const domain::ForecastProduct& product, const OnlyOf& only_of) {
  return !only_of || product.seller == *only_of;
}

bool is_shown(const Table& table, std::size_t category, const OnlyOf& only_of) {
  const auto [first, count] = table.products_of(category);
  const auto& products = table.cube().products;
  return std::ranges::any_of(products.begin() + static_cast<std::ptrdiff_t>(first),
                             products.begin() + static_cast<std::ptrdiff_t>(first + count),
                             [&](const auto& product) { return is_theirs(product, only_of); });
}

Expected own(const Table& table, std::size_t category, const Period& period, const OnlyOf& only_of) {
  if (period.last < period.first) return {};
  if (!only_of) return table.category(category, period);
  const auto [first, count] = table.products_of(category);
  Expected sum;
  for (std::size_t product = first; product < first + count; ++product)
    if (is_theirs(table.cube().products[product], only_of)) sum += table.product(product, period);
  return sum;
}

Micro said_units(const domain::ModelForecasts& forecasts, std::span<const Micro> cells, const Period& period) {
  Micro sum = 0;
  for (std::size_t i = 0; i < cells.size(); ++i)
    if (period.first <= forecasts.boundaries[i] && forecasts.boundaries[i + 1] <= period.last + 1) sum += cells[i];
  return sum;
}

Micro scaled(Micro value, Micro part, Micro whole) {
  return std::llround(static_cast<double>(value) * static_cast<double>(part) / static_cast<double>(whole));
}

ForecastRanking ranked(const Table& table, std::vector<ForecastPlace> places) {
  const auto& categories = table.cube().categories;
  std::ranges::sort(places, [&](const ForecastPlace& a, const ForecastPlace& b) {
    if (a.expected.amount != b.expected.amount) return a.expected.amount > b.expected.amount;
    return categories[a.category].id < categories[b.category].id;
  });
  ForecastRanking ranking{.places = std::move(places), .sum = {}};
  for (const auto& place : ranking.places) ranking.sum += place.expected;
  return ranking;
}

}  // namespace

std::optional<SellerId> find_merchant(const domain::Cube& cube, std::string_view named) {
  const auto by_key = std::ranges::find(cube.products, named, &domain::ForecastProduct::seller_key);
  if (by_key != cube.products.end()) return by_key->seller;
  const auto by_id = std::ranges::find_if(
      cube.products, [&](const auto& product) { return std::to_string(product.seller.value) == named; });
  return by_id == cube.products.end() ? std::nullopt : std::optional(by_id->seller);
}

ForecastRanking rank_served(const Table& table, const Period& period, const OnlyOf& only_of) {
  std::vector<ForecastPlace> places;
  for (std::size_t category = 0; category < table.cube().categories.size(); ++category)
    if (is_shown(table, category, only_of))
      places.push_back({.category = category, .expected = own(table, category, period, only_of)});
  return ranked(table, std::move(places));
}

ForecastRanking rank_said(const Table& table, const Period& period, const OnlyOf& only_of,
                          const domain::ModelForecasts& forecasts, const domain::ModelForecast& said) {
  const Day cut = table.cube().receipt.data_cut;
  const Period sold{period.first, std::min(period.last, cut)};
  const Period rest{std::max(period.first, cut + 1), period.last};
  const std::size_t cells = forecasts.boundaries.empty() ? 0 : forecasts.boundaries.size() - 1;
  std::vector<ForecastPlace> places;
  for (std::size_t category = 0; category < table.cube().categories.size(); ++category) {
    const auto id = table.cube().categories[category].id;
    const auto at = std::ranges::lower_bound(said.categories, id);
    if (at == said.categories.end() || *at != id || !is_shown(table, category, only_of)) continue;
    const auto row = static_cast<std::size_t>(at - said.categories.begin());
    const Micro units = said_units(forecasts, std::span(said.units).subspan(row * cells, cells), rest);
    const Expected whole = table.category(category, rest);
    Expected expected = own(table, category, sold, only_of);
    const Expected part = own(table, category, rest, only_of);
    if (whole.units > 0)
      expected += {.units = scaled(part.units, units, whole.units), .amount = scaled(part.amount, units, whole.units)};
    places.push_back({.category = category, .expected = expected});
  }
  return ranked(table, std::move(places));
}

}  // namespace shelfcast::api
