// SPDX-License-Identifier: Apache-2.0
#include "models/series/intermittent.hpp"

#include "models/series/search.hpp"

#include <cmath>
#include <vector>

namespace shelfcast::models {
namespace {

constexpr std::size_t kOpeningSales = 4;
constexpr Box<2> kRootsOfWeights{{0.1, 0.1}, {0.7, 0.7}};  // up to 0.5: faster is noise

/// A history told by its sales: `steps` since the sale before, the sale's own among them, and its units.
struct Sale {
  double steps;
  double units;
};

struct Sales {
  std::vector<Sale> all;
  double steps_since = 0;  ///< after the last sale
};

/// Censored steps are left out: nobody knows whether they would have sold.
Sales sales_of(std::span<const double> history) {
  Sales sales;
  for (const double units : history) {
    if (std::isnan(units)) continue;
    sales.steps_since += 1;
    if (units <= 0) continue;
    sales.all.push_back({sales.steps_since, units});
    sales.steps_since = 0;
  }
  return sales;
}

/// Means over the first few sales.
Sale opening(const Sales& sales) {
  const std::size_t count = std::min(sales.all.size(), kOpeningSales);
  Sale mean{0, 0};
  for (std::size_t i = 0; i < count; ++i) {
    mean.steps += sales.all[i].steps / static_cast<double>(count);
    mean.units += sales.all[i].units / static_cast<double>(count);
  }
  return mean;
}

template <class Real>
struct SalesWeights {
  Real size;
  Real frequency;
};

/// Croston's state; `correction` is 1, or SBA's 1 - frequency / 2.
template <class Real>
struct Pace {
  Real units;
  Real steps;
  Real correction;

  [[nodiscard]] Real rate() const { return correction * units / steps; }
  void add(const Sale& sale, const SalesWeights<Real>& weights) {
    units = units + weights.size * (Real(sale.units) - units);
    steps = steps + weights.frequency * (Real(sale.steps) - steps);
  }
};

template <class Real>
Pace<Real> pace(const Sales& sales, const SalesWeights<Real>& weights, bool corrected) {
  const auto start = opening(sales);
  return {start.units, start.steps, corrected ? Real(1) - weights.frequency * Real(0.5) : Real(1)};
}

/// TSB's state.
template <class Real>
struct Chance {
  Real units;
  Real chance;

  [[nodiscard]] Real rate() const { return chance * units; }
  void add_nothing(const SalesWeights<Real>& weights) { chance = chance - weights.frequency * chance; }
  void add(double sold, const SalesWeights<Real>& weights) {
    chance = chance + weights.frequency * (Real(1) - chance);
    units = units + weights.size * (Real(sold) - units);
  }
};

template <class Real>
Chance<Real> chance(const Sales& sales) {
  const auto start = opening(sales);
  return {start.units, 1 / start.steps};
}

Lanes croston_errors(const Sales& sales, const SalesWeights<Lanes>& weights, bool corrected) {
  auto state = pace<Lanes>(sales, weights, corrected);
  Lanes sum = 0;
  for (const auto& sale : sales.all) {
    const Lanes rate = state.rate();
    const Lanes error = Lanes(sale.units) - rate;
    // All steps without a sale at once: the rate stands still between sales.
    sum = sum + (error * error + Lanes(sale.steps - 1) * rate * rate);
    state.add(sale, weights);
  }
  const Lanes rate = state.rate();
  return sum + Lanes(sales.steps_since) * rate * rate;
}

Lanes nothing_sold(Chance<Lanes>& state, double steps, const SalesWeights<Lanes>& weights) {
  Lanes sum = 0;
  for (; steps > 0; steps -= 1) {
    const Lanes rate = state.rate();
    sum = sum + rate * rate;
    state.add_nothing(weights);
  }
  return sum;
}

Lanes tsb_errors(const Sales& sales, const SalesWeights<Lanes>& weights) {
  auto state = chance<Lanes>(sales);
  Lanes sum = 0;
  for (const auto& sale : sales.all) {
    sum = sum + nothing_sold(state, sale.steps - 1, weights);
    const Lanes error = Lanes(sale.units) - state.rate();
    sum = sum + error * error;
    state.add(sale.units, weights);
  }
  return sum + nothing_sold(state, sales.steps_since, weights);
}

double tsb_rate(const Sales& sales, const SalesWeights<double>& weights) {
  auto state = chance<double>(sales);
  const auto wait = [&](double steps) {
    for (; steps > 0; steps -= 1) state.add_nothing(weights);
  };
  for (const auto& sale : sales.all) {
    wait(sale.steps - 1);
    state.add(sale.units, weights);
  }
  wait(sales.steps_since);
  return state.rate();
}

}  // namespace

Intermittent fit_intermittent(IntermittentKind kind, std::span<const double> history) {
  const auto sales = sales_of(history);
  if (sales.all.empty()) return {.kind = kind};
  const auto errors_of = [&](const Points<2>& roots) {
    const SalesWeights<Lanes> weights{roots[0] * roots[0], roots[1] * roots[1]};
    return kind == IntermittentKind::tsb ? tsb_errors(sales, weights)
                                         : croston_errors(sales, weights, kind == IntermittentKind::sba);
  };
  const auto roots = descend<2>({0.3, 0.3}, kRootsOfWeights, {.reach = 0.25, .fine = 0.01, .rounds = 10}, errors_of);
  return {kind, roots[0] * roots[0], roots[1] * roots[1]};
}

double rate(const Intermittent& fit, std::span<const double> history) {
  const auto sales = sales_of(history);
  if (sales.all.empty()) return 0;
  const SalesWeights<double> weights{fit.size, fit.frequency};
  if (fit.kind == IntermittentKind::tsb) return tsb_rate(sales, weights);
  auto state = pace<double>(sales, weights, fit.kind == IntermittentKind::sba);
  for (const auto& sale : sales.all) state.add(sale, weights);
  return state.rate();
}

}  // namespace shelfcast::models
