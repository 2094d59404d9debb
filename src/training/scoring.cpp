// SPDX-License-Identifier: Apache-2.0
#include "training/scoring.hpp"

#include "shelfcast/base/exact_math.hpp"
#include "shelfcast/features/plans.hpp"
#include "shelfcast/training/train.hpp"

#include <algorithm>
#include <cmath>

namespace shelfcast::training {
namespace {

constexpr std::size_t kTop = 10;

Sums empty_sums(std::size_t count) {
  return {.units = std::vector<double>(count), .amount = std::vector<double>(count)};
}

/// Those with the largest amounts, best first; their own order among equals.
std::vector<std::size_t> best_of(std::vector<std::size_t> rows, std::span<const double> amounts, std::size_t top) {
  const auto end = rows.begin() + static_cast<std::ptrdiff_t>(std::min(top, rows.size()));
  const auto larger = [&](std::size_t a, std::size_t b) {
    return amounts[a] != amounts[b] ? amounts[a] > amounts[b] : a < b;
  };
  std::partial_sort(rows.begin(), end, rows.end(), larger);
  rows.erase(end, rows.end());
  return rows;
}

double gain(const std::vector<std::size_t>& ranked, std::span<const double> amounts) {
  double sum = 0;
  for (std::size_t i = 0; i < ranked.size(); ++i) sum += amounts[ranked[i]] / exact::log(static_cast<double>(i) + 2);
  return sum;
}

double shared_part(const std::vector<std::size_t>& chosen, const std::vector<std::size_t>& best) {
  const auto right =
      std::ranges::count_if(chosen, [&](std::size_t row) { return std::ranges::find(best, row) != best.end(); });
  return static_cast<double>(right) / static_cast<double>(best.size());
}

}  // namespace

Sums sold(const domain::Panel& panel, Day from, Day to) {
  auto sums = empty_sums(panel.products.size());
  for (std::size_t p = 0; p < panel.products.size(); ++p) {
    const auto& sales = panel.products[p].sales;
    auto sale = std::ranges::lower_bound(sales, from, {}, &domain::DailySales::day);
    for (; sale != sales.end() && sale->day <= to; ++sale) {
      sums.units[p] += from_micro(sale->units);
      sums.amount[p] += static_cast<double>(sale->amount);
    }
  }
  return sums;
}

std::vector<Sums> sold_by_day(const domain::Panel& panel, Day from, Day to) {
  std::vector<Sums> days(static_cast<std::size_t>(to - from + 1), empty_sums(panel.products.size()));
  for (std::size_t p = 0; p < panel.products.size(); ++p) {
    const auto& sales = panel.products[p].sales;
    auto sale = std::ranges::lower_bound(sales, from, {}, &domain::DailySales::day);
    for (; sale != sales.end() && sale->day <= to; ++sale) {
      auto& day = days[static_cast<std::size_t>(sale->day - from)];
      day.units[p] += from_micro(sale->units);
      day.amount[p] += static_cast<double>(sale->amount);
    }
  }
  return days;
}

models::Grid planned_prices(const domain::Panel& panel, Day origin, int days) {
  auto prices = models::make_grid(panel.products.size(), static_cast<std::size_t>(days));
  const Instant known = known_after(panel, origin);
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

double contest_error(const domain::Panel& panel, std::span<const double> foreseen, std::span<const double> came) {
  const auto rate = [](std::span<const double> a, std::span<const double> b) {
    ErrorRate error;
    error.add(a, b);
    return error.rate();
  };
  const auto categories = [&](std::span<const double> units) {
    std::vector<double> sums(panel.categories.size());
    for (std::size_t p = 0; p < units.size(); ++p) sums[panel.products[p].category] += units[p];
    return sums;
  };
  return rate(foreseen, came) + rate(categories(foreseen), categories(came));
}

void ErrorRate::add(std::span<const double> expected_units, std::span<const double> sold_units) {
  for (std::size_t i = 0; i < sold_units.size(); ++i) {
    error += std::abs(expected_units[i] - sold_units[i]);
    actual += sold_units[i];
  }
}

std::optional<RankingScore> score_ranking(std::span<const std::size_t> shelves, std::span<const double> foreseen,
                                          std::span<const double> actual, std::size_t top) {
  std::vector<std::vector<std::size_t>> ranked;
  for (std::size_t row = 0; row < shelves.size(); ++row) {
    if (shelves[row] == kNoShelf) continue;
    if (shelves[row] >= ranked.size()) ranked.resize(shelves[row] + 1);
    ranked[shelves[row]].push_back(row);
  }
  RankingScore sum;
  int count = 0;
  for (const auto& rows : ranked) {
    const auto selling = std::ranges::count_if(rows, [&](std::size_t row) { return actual[row] > 0; });
    if (static_cast<std::size_t>(selling) < 2 * top) continue;
    const auto chosen = best_of(rows, foreseen, top);
    const auto best = best_of(rows, actual, top);
    sum.precision += shared_part(chosen, best);
    sum.ndcg += gain(chosen, actual) / gain(best, actual);
    ++count;
  }
  if (count == 0) return std::nullopt;
  return RankingScore{.precision = sum.precision / count, .ndcg = sum.ndcg / count};
}

std::optional<double> ndcg_at_10(const domain::Panel& panel, const Sums& foreseen, const Sums& actual) {
  std::vector<std::size_t> shelves;
  shelves.reserve(panel.products.size());
  for (const auto& product : panel.products) shelves.push_back(product.category);
  const auto score = score_ranking(shelves, foreseen.amount, actual.amount, kTop);
  return score ? std::optional(score->ndcg) : std::nullopt;
}

}  // namespace shelfcast::training
