// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/predictions/certainty.hpp"

#include "shelfcast/domain/coverage.hpp"

namespace shelfcast::predictions {
namespace {

using domain::Level;

domain::Peers peers_of(const domain::Cube& cube, Level level, std::size_t index) {
  return {level, level == Level::product && cube.products[index].young};
}

/// The chance that a sum hits, of which a part is certain and the rest comes of units at a price.
double chance_to_hit(const domain::Target& target, double certain, const domain::Knots& units, double price) {
  const double least = (target.least - certain) / price;
  const double most = (target.most - certain) / price;
  const bool nothing = certain <= 0 && target.nothing;
  return domain::chance_up_to(units, most) - (least > 0 ? domain::chance_up_to(units, least) : 0) +
         (nothing ? domain::chance_up_to(units, 0) : 0);
}

}  // namespace

domain::Expected expected_of(const Table& table, Level level, std::size_t index, const Period& period) {
  if (level == Level::product) return table.product(index, period);
  if (level == Level::category) return table.category(index, period);
  domain::Expected sum;
  for (std::size_t c = 0; c < table.cube().categories.size(); ++c) sum += table.category(c, period);
  return sum;
}

std::optional<domain::IntervalPair> interval_of(const Table& table, Level level, std::size_t index,
                                                const Period& period) {
  const auto& cube = table.cube();
  const Day cut = cube.receipt.data_cut;
  const Period ahead{cut + 1, period.last};
  if (period.first > ahead.first || period.last <= cut || !table.covers(ahead)) return std::nullopt;
  const auto expected = expected_of(table, level, index, ahead);
  auto pair = cube.intervals.of_total(peers_of(cube, level, index), ahead.last - cut, from_micro(expected.units));
  if (!pair) return std::nullopt;
  const auto all = expected_of(table, level, index, period);
  const double sold = from_micro(all.units - expected.units);
  for (double* bound : {&pair->of_80.low, &pair->of_80.high, &pair->of_95.low, &pair->of_95.high}) *bound += sold;
  return pair;
}

std::optional<double> confidence_of(const Table& table, Frame frame, Level level, std::size_t index,
                                    const Period& period) {
  const auto& cube = table.cube();
  const Day cut = cube.receipt.data_cut;
  const auto expected = expected_of(table, level, index, period);
  if (period.first > cut || period.last <= cut) return table.confidence(frame, level, expected.amount);
  const Period left{cut + 1, period.last};
  if (!table.covers(left)) return std::nullopt;
  const auto ahead = expected_of(table, level, index, left);
  const auto spread =
      cube.intervals.spread_of_total(peers_of(cube, level, index), left.last - cut, from_micro(ahead.units));
  if (!spread || ahead.amount <= 0) return std::nullopt;
  const auto target = domain::target_of(from_micro(expected.units), from_micro(expected.amount));
  const double price = from_micro(ahead.amount) / from_micro(ahead.units);
  return chance_to_hit(target, from_micro(expected.amount - ahead.amount), *spread, price);
}

}  // namespace shelfcast::predictions
