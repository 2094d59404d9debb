// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/predictions/certainty.hpp"

namespace shelfcast::predictions {

using domain::Level;

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
  const domain::Peers peers(level, level == Level::product && cube.products[index].young);
  auto pair = cube.intervals.of_total(peers, ahead.last - cut, static_cast<double>(expected.units) / kMicro);
  if (!pair) return std::nullopt;
  const auto all = expected_of(table, level, index, period);
  const double sold = static_cast<double>(all.units - expected.units) / kMicro;
  for (double* bound : {&pair->of_80.low, &pair->of_80.high, &pair->of_95.low, &pair->of_95.high}) *bound += sold;
  return pair;
}

}  // namespace shelfcast::predictions
