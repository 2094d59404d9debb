// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/predictions/certainty.hpp"

namespace shelfcast::predictions {
namespace {

using domain::Level;

double real(Micro value) {
  return static_cast<double>(value) / kMicro;
}

domain::Peers peers_of(const domain::Cube& cube, Level level, std::size_t index) {
  return {level, level == Level::product && cube.products[index].young};
}

/// The chance that a sum comes within 25 % of what is expected of it, of which the first part is certain.
double chance_to_hit(double certain, double uncertain, const domain::Knots& spread, double price) {
  const double expected = certain + uncertain;
  const double least = (expected / 1.25 - certain) / price;
  const double most = (expected / 0.75 - certain) / price;
  return domain::chance_up_to(spread, most) - (least > 0 ? domain::chance_up_to(spread, least) : 0);
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
  auto pair = cube.intervals.of_total(peers_of(cube, level, index), ahead.last - cut, real(expected.units));
  if (!pair) return std::nullopt;
  const auto all = expected_of(table, level, index, period);
  const double sold = real(all.units - expected.units);
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
  const auto spread = cube.intervals.spread_of_total(peers_of(cube, level, index), left.last - cut, real(ahead.units));
  if (!spread || ahead.amount <= 0) return std::nullopt;
  const double sold = real(expected.amount - ahead.amount);
  const bool nothing_hits = sold <= 0 && expected.units < kMicro / 2;
  return chance_to_hit(sold, real(ahead.amount), *spread, real(ahead.amount) / real(ahead.units)) +
         (nothing_hits ? domain::chance_up_to(*spread, 0) : 0);
}

}  // namespace shelfcast::predictions
