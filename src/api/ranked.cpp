// SPDX-License-Identifier: Apache-2.0
#include "api/ranked.hpp"

#include "api/told.hpp"
#include "shelfcast/base/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>

namespace shelfcast::api {
namespace {

using domain::Cube;
using domain::ForecastCategory;

Ranked in_order(std::vector<RankedRow> rows) {
  Ranked ranking{.rows = std::move(rows), .sum = {}};
  for (const auto& row : ranking.rows) ranking.sum += row.expected;
  std::ranges::sort(ranking.rows, is_better);
  std::uint32_t rank = 0;
  for (auto& row : ranking.rows) row.rank = ++rank;
  return ranking;
}

/// The products of a category itself that are asked about.
std::vector<RankedRow> products_in(const Choice& choice, std::size_t category) {
  const auto& products = choice.table->cube().products;
  const auto [first, count] = choice.table->products_of(category);
  std::vector<RankedRow> rows;
  const bool is_all = choice.slice.is_all();
  rows.reserve(is_all ? count : 0);
  for (std::size_t i = first; i < first + count; ++i) {
    const auto expected = choice.table->product(i, choice.period);
    if (!is_all && !choice.slice.holds(products[i], expected)) continue;
    rows.push_back({i, products[i].id.value, 0, expected, {}});
  }
  return rows;
}

/// As the row of their category; none where there are none.
std::optional<RankedRow> sum_of(const std::vector<RankedRow>& products, std::size_t category, CategoryId id) {
  if (products.empty()) return std::nullopt;
  RankedRow sum{category, id.value, 0, {}, {}};
  for (const auto& product : products) sum.expected += product.expected;
  return sum;
}

Ranked rank_categories(const Choice& choice) {
  const auto& categories = choice.table->cube().categories;
  std::vector<RankedRow> rows;
  rows.reserve(categories.size());
  for (std::size_t i = 0; i < categories.size(); ++i) {
    if (choice.table->products_of(i).count == 0) continue;
    if (!choice.slice.is_all()) {
      if (const auto of_seller = sum_of(products_in(choice, i), i, categories[i].id)) rows.push_back(*of_seller);
      continue;
    }
    rows.push_back({i, categories[i].id.value, 0, choice.table->category(i, choice.period), {}});
  }
  return in_order(std::move(rows));
}

/// Of a category and all below it; of all where none is named.
Ranked rank_products(const Choice& choice, std::optional<std::size_t> category) {
  const Cube& cube = choice.table->cube();
  std::vector<RankedRow> rows;
  for (std::size_t below = 0; below < cube.categories.size(); ++below) {
    if (choice.table->products_of(below).count == 0 || (category && !belongs_to(cube, below, *category))) continue;
    std::ranges::move(products_in(choice, below), std::back_inserter(rows));
  }
  return in_order(std::move(rows));
}

}  // namespace

bool is_better(const RankedRow& one, const RankedRow& other) {
  return one.expected.amount != other.expected.amount ? one.expected.amount > other.expected.amount : one.id < other.id;
}

/// Products stand by category, and by id within each.
std::optional<std::size_t> place_of(const Cube& cube, ProductId id) {
  using domain::ForecastProduct;
  for (auto rest = std::ranges::subrange(cube.products); !rest.empty();) {
    const auto end = std::ranges::upper_bound(rest, rest.front().category, {}, &ForecastProduct::category);
    const auto found = std::ranges::lower_bound(rest.begin(), end, id, {}, &ForecastProduct::id);
    if (found != end && found->id == id) return static_cast<std::size_t>(found - cube.products.begin());
    rest = {end, cube.products.end()};
  }
  return std::nullopt;
}

std::optional<std::size_t> place_of(const Cube& cube, CategoryId id) {
  const auto found = std::ranges::lower_bound(cube.categories, id, {}, &ForecastCategory::id);
  if (found == cube.categories.end() || found->id != id) return std::nullopt;
  return static_cast<std::size_t>(found - cube.categories.begin());
}

bool belongs_to(const Cube& cube, std::size_t category, std::size_t top) {
  std::optional<std::size_t> at = category;
  for (std::size_t steps = 0; at && steps <= cube.categories.size(); ++steps) {
    if (*at == top) return true;
    const auto& parent = cube.categories[*at].parent;
    at = parent ? place_of(cube, *parent) : std::nullopt;
  }
  return false;
}

Ranked ranked(const Choice& choice, const RankedOf& of) {
  const Cube& cube = choice.table->cube();
  const bool of_products = of.level == domain::Level::product;
  Ranked ranking = of_products ? rank_products(choice, of.category) : rank_categories(choice);
  const auto name_of = [&](const RankedRow& row) -> std::string_view {
    return of_products ? cube.products[row.index].name : cube.categories[row.index].name;
  };
  const auto units_of = [](const RankedRow& row) { return row.expected.units; };
  if (of.order == Order::units) std::ranges::stable_sort(ranking.rows, std::greater(), units_of);
  if (of.order == Order::name) std::ranges::stable_sort(ranking.rows, std::less(), name_of);
  return ranking;
}

RankedPage page_of(const Ranked& ranking, const Question& question) {
  const auto& rows = ranking.rows;
  RankedPage page{
      .rows = {}, .total = rows.size(), .first = (question.page - 1) * question.limit, .sum = ranking.sum, .sold = {}};
  const std::size_t last = std::min(page.first + question.limit, rows.size());
  page.rows.reserve(last - std::min(page.first, last));
  for (std::size_t place = page.first; place < last; ++place) {
    page.rows.push_back(question.best_first ? rows[place] : rows[rows.size() - 1 - place]);
  }
  return page;
}

std::optional<std::size_t> find_category(const Cube& cube, std::string_view id_or_key) {
  if (const auto id = parse_count(id_or_key, 0, std::numeric_limits<std::uint32_t>::max())) {
    if (const auto found = place_of(cube, CategoryId{static_cast<std::uint32_t>(*id)})) return found;
  }
  const auto found = std::ranges::find(cube.categories, id_or_key, &ForecastCategory::key);
  if (found == cube.categories.end()) return std::nullopt;
  return static_cast<std::size_t>(found - cube.categories.begin());
}

Refusal unknown_category(const Cube& cube, std::string_view category) {
  std::vector<std::string_view> keys;
  keys.reserve(cube.categories.size());
  for (const auto& known : cube.categories) keys.emplace_back(known.key);
  const std::string nearest = nearest_name(category, keys);
  return {.status = 404,
          .type = "unknown-category",
          .title = "There is no such category",
          .detail = fmt::format("There is no category '{}' in {}{}", category, cube.marketplace,
                                nearest.empty() ? "." : fmt::format(": did you mean {}?", nearest))};
}

std::optional<SellerId> find_seller(const Cube& cube, std::string_view id_or_key) {
  const auto id = parse_count(id_or_key, 1, std::numeric_limits<std::uint32_t>::max());
  const auto found = std::ranges::find_if(cube.products, [&](const auto& product) {
    return (id && product.seller.value == *id) || product.seller_key == id_or_key;
  });
  return found != cube.products.end() ? std::optional(found->seller) : std::nullopt;
}

std::optional<Refusal> narrow(Choice& choice, const Question& question, std::string_view seller) {
  const Cube& cube = choice.table->cube();
  choice.slice.least_price = question.least_price;
  choice.slice.most_price = question.most_price;
  if (!choice.slice.is_all())
    for (const auto measure : {Measure::units, Measure::amount})
      if (auto refused = refuse_measure(cube.marketplace, cube.measures, measure)) return refused;
  if (seller.empty()) return std::nullopt;
  choice.slice.seller = find_seller(cube, seller);
  if (choice.slice.seller) return std::nullopt;
  return Refusal{
      .status = 404,
      .type = "unknown-seller",
      .title = "There is no such seller",
      .detail = fmt::format("There is no seller '{}' of anything that is forecast in {}.", seller, cube.marketplace)};
}

std::optional<std::size_t> find_product(const Cube& cube, std::string_view id_or_key) {
  if (const auto id = parse_count(id_or_key, 0, std::numeric_limits<std::uint32_t>::max())) {
    if (const auto found = place_of(cube, ProductId{static_cast<std::uint32_t>(*id)})) return found;
  }
  const auto found = std::ranges::find(cube.products, id_or_key, &domain::ForecastProduct::key);
  if (found == cube.products.end()) return std::nullopt;
  return static_cast<std::size_t>(found - cube.products.begin());
}

Refusal unknown_product(const Cube& cube, std::string_view product) {
  return {.status = 404,
          .type = "unknown-product",
          .title = "There is no such product",
          .detail = fmt::format("There is no product '{}' in {}.", product, cube.marketplace)};
}

}  // namespace shelfcast::api
