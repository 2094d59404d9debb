// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/training/renew.hpp"

#include "shelfcast/training/train.hpp"
#include "training/backtest.hpp"
#include "training/weeks.hpp"

namespace shelfcast::training {

Result<std::string> renew(std::string_view blob, const domain::Panel& told) {
  auto earlier = parse_parameters(blob);
  if (!earlier) return std::unexpected(earlier.error());
  const auto panel = with_weeks_spread(told);
  Attendance attendance({.left_out = earlier->left_out});
  auto renewed = complete_with_sellers(panel, {panel.cut, domain::kHorizon},
                                       {std::move(earlier->products), std::move(earlier->blend)}, {attendance});
  if (!renewed) return std::unexpected(renewed.error());
  renewed->intervals = std::move(earlier->intervals);
  renewed->left_out = std::move(earlier->left_out);
  return to_bytes(*renewed);
}

}  // namespace shelfcast::training
