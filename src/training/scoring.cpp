// SPDX-License-Identifier: Apache-2.0
#include "training/scoring.hpp"

#include "shelfcast/base/exact_math.hpp"
#include "shelfcast/features/plans.hpp"

#include <algorithm>
#include <cmath>

namespace shelfcast::training {
namespace {

constexpr std::size_t kTop = 10;
constexpr std::size_t kFewestSold = 20;

Sums empty_sums(std::size_t count) {
  return {.units = std::vector<double>(count), .amount = std::vector<double>(count)};
}

/// The products with the largest amounts, best first; the panel's order among equals.
std::vector<std::size_t> best_of(std::vector<std::size_t> products, const std::vector<double>& amounts) {
  const auto end = products.begin() + static_cast<std::ptrdiff_t>(std::min(kTop, products.size()));
  const auto larger = [&](std::size_t a, std::size_t b) {
    return amounts[a] != amounts[b] ? amounts[a] > amounts[b] : a < b;
  };
  std::partial_sort(products.begin(), end, products.end(), larger);
  products.erase(end, products.end());
  return products;
}

double gain(const std::vector<std::size_t>& ranked, const std::vector<double>& amounts) {
  double sum = 0;
  for (std::size_t i = 0; i < ranked.size(); ++i) sum += amounts[ranked[i]] / exact::log(static_cast<double>(i) + 2);
  return sum;
}

}  // namespace

Sums sold(const domain::Panel& panel, Day from, Day to) {
  auto sums = empty_sums(panel.products.size());
  for (std::size_t p = 0; p < panel.products.size(); ++p) {
    const auto& sales = panel.products[p].sales;
    auto sale = std::ranges::lower_bound(sales, from, {}, &domain::DailySales::day);
    for (; sale != sales.end() && sale->day <= to; ++sale) {
      sums.units[p] += static_cast<double>(sale->units) / static_cast<double>(kMicro);
      sums.amount[p] += static_cast<double>(sale->amount);
    }
  }
  return sums;
}

models::Grid planned_prices(const domain::Panel& panel, Day origin, int days) {
  auto prices = models::make_grid(panel.products.size(), static_cast<std::size_t>(days));
  const Instant known = features::known_after(panel, origin);
  for (std::size_t p = 0; p < prices.rows; ++p)
    for (int step = 1; step <= days; ++step)
      prices.at(p, static_cast<std::size_t>(step) - 1) =
          features::planned_price(panel.products[p], origin + step, origin, known);
  return prices;
}

Sums expected(const models::Grid& prices, int first, int last, const UnitsOf& units) {
  auto sums = empty_sums(prices.rows);
  for (std::size_t p = 0; p < prices.rows; ++p)
    for (int step = first; step <= last; ++step) {
      const auto day = static_cast<std::size_t>(step) - 1;
      const double on_day = units(p, day);
      if (on_day <= 0) continue;
      sums.units[p] += on_day;
      sums.amount[p] += on_day * prices.at(p, day);
    }
  return sums;
}

Sums by_category(const domain::Panel& panel, const Sums& products) {
  auto sums = empty_sums(panel.categories.size());
  for (std::size_t p = 0; p < panel.products.size(); ++p) {
    sums.units[panel.products[p].category] += products.units[p];
    sums.amount[panel.products[p].category] += products.amount[p];
  }
  return sums;
}

void ErrorRate::add(std::span<const double> expected_units, std::span<const double> sold_units) {
  for (std::size_t i = 0; i < sold_units.size(); ++i) {
    error += std::abs(expected_units[i] - sold_units[i]);
    actual += sold_units[i];
  }
}

std::optional<double> ndcg_at_10(const domain::Panel& panel, const Sums& foreseen, const Sums& actual) {
  std::vector<std::vector<std::size_t>> categories(panel.categories.size());
  for (std::size_t p = 0; p < panel.products.size(); ++p) categories[panel.products[p].category].push_back(p);
  double sum = 0;
  int count = 0;
  for (const auto& products : categories) {
    const auto selling = std::ranges::count_if(products, [&](std::size_t p) { return actual.amount[p] > 0; });
    if (static_cast<std::size_t>(selling) < kFewestSold) continue;
    sum +=
        gain(best_of(products, foreseen.amount), actual.amount) / gain(best_of(products, actual.amount), actual.amount);
    ++count;
  }
  return count > 0 ? std::optional(sum / count) : std::nullopt;
}

}  // namespace shelfcast::training
