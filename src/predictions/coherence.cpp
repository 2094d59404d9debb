// SPDX-License-Identifier: Apache-2.0
#include "predictions/coherence.hpp"

#include <algorithm>
#include <cstdlib>

namespace shelfcast::predictions {
namespace {

using domain::Expected;

Micro difference(const Expected& one, const Expected& other) {
  return std::max(std::abs(one.units - other.units), std::abs(one.amount - other.amount));
}

Expected sum_of_products(const Table& table, std::size_t category, const Period& period) {
  const auto [first, count] = table.products_of(category);
  Expected sum;
  for (std::size_t product = first; product < first + count; ++product) sum += table.product(product, period);
  return sum;
}

Expected sum_of_steps(const Table& table, std::size_t category) {
  const auto& boundaries = table.cube().boundaries;
  Expected sum;
  for (std::size_t i = 0; i + 1 < boundaries.size(); ++i)
    sum += table.category(category, {boundaries[i], boundaries[i + 1] - 1});
  return sum;
}

}  // namespace

Micro largest_incoherence(const Table& table) {
  const auto& cube = table.cube();
  const Period whole{cube.boundaries.front(), cube.boundaries.back() - 1};
  auto periods = cube.chance_periods;
  periods.push_back(whole);
  Micro largest = 0;
  for (std::size_t category = 0; category < cube.categories.size(); ++category) {
    for (const auto& period : periods)
      largest =
          std::max(largest, difference(table.category(category, period), sum_of_products(table, category, period)));
    largest = std::max(largest, difference(table.category(category, whole), sum_of_steps(table, category)));
  }
  return largest;
}

}  // namespace shelfcast::predictions
