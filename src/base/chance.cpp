// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/chance.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace shelfcast {
namespace {

constexpr double kNearlyPoisson = 1.02;  // variance over mean, at least
constexpr double kCounted = 200;         // means up to which counts are summed one by one

struct Tails {
  double below;
  double above;
};

/// Of the chance of the count itself, `part` lies below.
Tails tails_of_count(double came, double mean, double ratio, double part) {
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
  return {below + chance * part, beyond + chance * (1 - part)};
}

/// Of a gamma number with that mean and variance, by the cube root that makes it normal (Wilson and Hilferty).
double deviations_of_gamma(double came, double mean, double variance) {
  const double ninth = variance / (9 * mean * mean);
  return (std::cbrt(came / mean) - (1 - ninth)) / std::sqrt(ninth);
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

double deviations(double came, double mean, double variance, double below) {
  const double ratio = std::max(variance / mean, kNearlyPoisson);
  if (mean > kCounted) return std::clamp(deviations_of_gamma(came, mean, ratio * mean), -kFarthest, kFarthest);
  const Tails tails = tails_of_count(came, mean, ratio, below);
  return tails.below < tails.above ? -exceeded_by(tails.below) : exceeded_by(tails.above);
}

}  // namespace shelfcast
