// SPDX-License-Identifier: Apache-2.0
#include "app/truth_score.hpp"

#include "shelfcast/features/plans.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace shelfcast::app {
namespace {

constexpr std::size_t kTop = 10;
constexpr std::size_t kRankedFrom = 20;  // smaller categories are all top

double wape(const std::vector<double>& forecast, const std::vector<double>& truth) {
  double wrong = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) wrong += std::abs(forecast[i] - truth[i]);
  return wrong / std::accumulate(truth.begin(), truth.end(), 0.0);
}

std::vector<double> by_category(const domain::Panel& panel, const std::vector<double>& products) {
  std::vector<double> sums(panel.categories.size());
  for (std::size_t i = 0; i < products.size(); ++i) sums[panel.products[i].category] += products[i];
  return sums;
}

/// The discounted gain of the first ten of `order`.
double gain(const std::vector<std::size_t>& order, const std::vector<double>& truth) {
  double sum = 0;
  for (std::size_t rank = 0; rank < kTop; ++rank) sum += truth[order[rank]] / std::log2(static_cast<double>(rank) + 2);
  return sum;
}

double ndcg(std::vector<std::size_t> members, const std::vector<double>& forecast, const std::vector<double>& truth) {
  const auto descending = [&](const std::vector<double>& by) {
    std::ranges::stable_sort(members, std::greater{}, [&](std::size_t i) { return by[i]; });
    return gain(members, truth);
  };
  const double best = descending(truth);
  return descending(forecast) / best;
}

}  // namespace

Sums true_sums(const Truth& truth, const domain::Panel& panel, int days) {
  Sums sums;
  for (const auto& product : panel.products) {
    double units = 0;
    double amount = 0;
    if (const auto found = truth.units.find(product.product.key); found != truth.units.end()) {
      for (int i = 0; i < std::min(days, static_cast<int>(found->second.size())); ++i) {
        const double demand = found->second[static_cast<std::size_t>(i)];
        units += demand;
        amount += demand * features::planned_price(product, truth.first + i, panel.cut, panel.known_at) / 100;
      }
    }
    sums.units.push_back(units);
    sums.amount.push_back(amount);
  }
  return sums;
}

Score score(const domain::Panel& panel, const Sums& forecast, const Sums& truth) {
  std::vector<std::vector<std::size_t>> members(panel.categories.size());
  for (std::size_t i = 0; i < panel.products.size(); ++i) {
    if (truth.units[i] > 0) members[panel.products[i].category].push_back(i);
  }
  double ranked = 0;
  double sum = 0;
  for (auto& category : members) {
    if (category.size() < kRankedFrom) continue;
    sum += ndcg(std::move(category), forecast.amount, truth.amount);
    ++ranked;
  }
  return {.by_product = wape(forecast.units, truth.units),
          .by_category = wape(by_category(panel, forecast.units), by_category(panel, truth.units)),
          .ndcg = ranked > 0 ? sum / ranked : 1};
}

}  // namespace shelfcast::app
