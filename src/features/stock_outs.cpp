// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/features/stock_outs.hpp"

namespace shelfcast::features {

std::vector<domain::StockOut> stock_outs_until(Day cut, std::span<const domain::StockState> states) {
  std::vector<domain::StockOut> outs;
  for (const auto& state : states) {
    if (state.from > cut) break;
    const bool is_out = !outs.empty() && outs.back().until > cut;
    if (is_out && state.in_stock) outs.back().until = state.from;
    if (!is_out && !state.in_stock) outs.push_back({.first = state.from, .until = cut + 1});
  }
  return outs;
}

}  // namespace shelfcast::features
