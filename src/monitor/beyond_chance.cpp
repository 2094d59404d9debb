// SPDX-License-Identifier: Apache-2.0
#include "monitor/beyond_chance.hpp"

#include "shelfcast/base/chance.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace shelfcast::monitor {
namespace {

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

Bulk bulk_of(std::span<const std::size_t> members, const Measured& measured) {
  constexpr double kNotOfTheBulk = 3;  // deviations
  std::vector<double> off;
  std::vector<double> spread;
  for (const std::size_t i : members) {
    off.push_back(measured.middles[i]);
    spread.push_back(measured.widths[i]);
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

double quantile(std::vector<double> values, double part) {
  if (values.empty()) return 0;
  const auto place = static_cast<std::ptrdiff_t>(part * static_cast<double>(values.size() - 1));
  std::ranges::nth_element(values, values.begin() + place);
  return values[static_cast<std::size_t>(place)];
}

std::vector<double> against_bulk(std::span<const double> sizes, std::span<const double> offs, const Measured& bulk) {
  constexpr std::size_t kBlock = 500;
  std::vector<std::size_t> order(sizes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return sizes[i]; });
  const std::size_t count = std::max<std::size_t>(order.size() / kBlock, 1);
  std::vector<double> corrected(offs.size());
  for (std::size_t block = 0; block < count && !order.empty(); ++block) {
    const std::size_t first = block * order.size() / count;
    const auto members = std::span(order).subspan(first, (block + 1) * order.size() / count - first);
    const auto [middle, below, above] = bulk_of(members, bulk);
    for (const std::size_t i : members) {
      const double from_middle = offs[i] - middle;
      corrected[i] = from_middle / (from_middle < 0 ? below : above);
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
