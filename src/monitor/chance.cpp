// SPDX-License-Identifier: Apache-2.0
#include "monitor/chance.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <numeric>

namespace shelfcast::monitor {
namespace {

constexpr double kNearlyPoisson = 1.02;  // variance over mean, at least
constexpr double kCounted = 200;         // means up to which counts are summed one by one

struct Tails {
  double below;
  double above;  // each with half of what lies on the count itself
};

Tails tails_of_count(double came, double mean, double ratio) {
  const double shape = mean / (ratio - 1);
  const double odds = mean / (shape + mean);
  double chance = std::exp(-shape * std::log1p(mean / shape));
  double below = 0;
  const auto last = static_cast<std::int64_t>(std::llround(came));
  for (std::int64_t count = 0; count < last; ++count) {
    below += chance;
    chance *= (static_cast<double>(count) + shape) / static_cast<double>(count + 1) * odds;
  }
  double beyond = 0;
  double next = chance;
  for (auto count = static_cast<double>(last); next > 1e-40 && next > 1e-17 * beyond; ++count) {
    next *= (count + shape) / (count + 1) * odds;
    beyond += next;
    if (count < mean && next == 0) break;
  }
  return {below + chance / 2, beyond + chance / 2};
}

/// Of a gamma number with that mean and variance, by the cube root that makes it normal (Wilson and Hilferty).
double deviations_of_gamma(double came, double mean, double variance) {
  const double ninth = variance / (9 * mean * mean);
  return (std::cbrt(came / mean) - (1 - ninth)) / std::sqrt(ninth);
}

struct Bulk {
  double middle;
  double below;  // the width on either side
  double above;
};

/// One deviation out on either side: further out, those that are really off would be measured along.
Bulk width_of(const std::vector<double>& spread) {
  constexpr double kOneOut = 0.159;
  const double middle = quantile(spread, 0.5);
  return {.middle = middle,
          .below = std::max(middle - quantile(spread, kOneOut), 1.0),
          .above = std::max(quantile(spread, 1 - kOneOut) - middle, 1.0)};
}

Bulk bulk_of(std::span<const std::size_t> members, std::span<const double> offs, std::span<const double> spreads) {
  constexpr double kNotOfTheBulk = 3;  // deviations
  std::vector<double> off;
  std::vector<double> spread;
  for (const std::size_t i : members) {
    off.push_back(offs[i]);
    spread.push_back(spreads[i]);
  }
  const Bulk first = width_of(spread);
  std::erase_if(spread, [&](double one) {
    return one < first.middle - kNotOfTheBulk * first.below || one > first.middle + kNotOfTheBulk * first.above;
  });
  Bulk bulk = width_of(spread);
  bulk.middle = quantile(std::move(off), 0.5);
  return bulk;
}

double chance_of(double off, Side side) {
  if (side == Side::either) return 2 * chance_above(std::abs(off));
  return chance_above(side == Side::above ? off : -off);
}

}  // namespace

double chance_above(double z) {
  return 0.5 * std::erfc(z / std::numbers::sqrt2);
}

double exceeded_by(double chance) {
  double low = -kFarthest;
  double high = kFarthest;
  for (int halving = 0; halving < 60; ++halving) {
    const double middle = (low + high) / 2;
    (chance_above(middle) > chance ? low : high) = middle;
  }
  return (low + high) / 2;
}

double deviations(double came, double mean, double variance) {
  const double ratio = std::max(variance / mean, kNearlyPoisson);
  if (mean > kCounted) return std::clamp(deviations_of_gamma(came, mean, ratio * mean), -kFarthest, kFarthest);
  const auto [below, above] = tails_of_count(came, mean, ratio);
  return below < above ? -exceeded_by(below) : exceeded_by(above);
}

double quantile(std::vector<double> values, double part) {
  if (values.empty()) return 0;
  const auto place = static_cast<std::ptrdiff_t>(part * static_cast<double>(values.size() - 1));
  std::ranges::nth_element(values, values.begin() + place);
  return values[static_cast<std::size_t>(place)];
}

std::vector<double> against_bulk(std::span<const double> sizes, std::span<const double> offs,
                                 std::span<const double> spreads) {
  constexpr std::size_t kBlock = 500;
  std::vector<std::size_t> order(sizes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return sizes[i]; });
  const std::size_t count = std::max<std::size_t>(order.size() / kBlock, 1);
  std::vector<double> corrected(offs.size());
  for (std::size_t block = 0; block < count && !order.empty(); ++block) {
    const std::size_t first = block * order.size() / count;
    const auto members = std::span(order).subspan(first, (block + 1) * order.size() / count - first);
    const Bulk bulk = bulk_of(members, offs, spreads);
    for (const std::size_t i : members) {
      const double from_middle = offs[i] - bulk.middle;
      corrected[i] = from_middle / (from_middle < 0 ? bulk.below : bulk.above);
    }
  }
  return corrected;
}

std::vector<bool> beyond_chance(std::span<const double> offs, Side side, double false_share) {
  std::vector<double> chances;
  chances.reserve(offs.size());
  for (const double off : offs) chances.push_back(chance_of(off, side));
  auto sorted = chances;
  std::ranges::sort(sorted);
  double bound = -1;
  for (std::size_t i = 0; i < sorted.size(); ++i)
    if (sorted[i] <= false_share * static_cast<double>(i + 1) / static_cast<double>(sorted.size())) bound = sorted[i];
  std::vector<bool> beyond(chances.size());
  for (std::size_t i = 0; i < chances.size(); ++i) beyond[i] = chances[i] <= bound;
  return beyond;
}

}  // namespace shelfcast::monitor
