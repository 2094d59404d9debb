// SPDX-License-Identifier: Apache-2.0
#include "monitor/beyond_chance.hpp"
#include "monitor/looks/shop/judging.hpp"
#include "monitor/looks/shop/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace shelfcast::monitor::shop {
namespace {

/// The standard deviation of a rank's logarithm, of which the range holds eight tenths; half a place is always open.
double open(const Place& place) {
  constexpr double kHolds80 = 2.563;
  return std::max(std::log((place.high + 0.5) / std::max(place.low - 0.5, 0.5)) / kHolds80, 0.5 / (place.rank + 0.5));
}

/// Positive where it gained.
double off_rank(const Place& before, const Place& after) {
  return std::log(before.rank / after.rank) / std::hypot(open(before), open(after));
}

bool is_beyond_range(const Place& before, const Place& after) {
  return after.rank < before.low || after.rank > before.high;
}

std::string sentence(const ShopProduct& product, const ShopCategory& category) {
  const auto& before = *product.before;
  return fmt::format(
      "{} is expected on rank {:.0f} of {} in the coming week; before, it was rank {:.0f} ({:.0f} to {:.0f}).",
      product.name, product.after->rank, category.name, before.rank, before.low, before.high);
}

}  // namespace

std::vector<Signal> ranks(const Judging& judging) {
  std::vector<const ShopProduct*> candidates;
  std::vector<double> sizes;
  std::vector<double> offs;
  for (const auto& product : judging.shop.products) {
    if (!product.before || !product.after) continue;
    candidates.push_back(&product);
    sizes.push_back(product.before->rank);
    offs.push_back(off_rank(*product.before, *product.after));
  }
  offs = against_bulk(sizes, offs, {offs, offs});

  std::vector<Signal> found;
  for (const auto& [rule, side] : {std::pair("rank-gained", Side::above), std::pair("rank-lost", Side::below)}) {
    const auto beyond = beyond_chance(offs, side, kFalseShare);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const auto& product = *candidates[i];
      const double effect = 1 - product.after->rank / product.before->rank;
      auto signal = judging.about(rule, product, effect);
      if (!beyond[i] || (side == Side::above ? effect : -effect) <= signal.threshold ||
          !is_beyond_range(*product.before, *product.after))
        continue;
      signal.sentence = sentence(product, judging.shop.categories[product.category]);
      rate(signal, std::abs(product.next_amount - (product.course ? product.course->foreseen_amount : 0)));
      found.push_back(std::move(signal));
    }
  }
  return found;
}

}  // namespace shelfcast::monitor::shop
