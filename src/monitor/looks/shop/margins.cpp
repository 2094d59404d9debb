// SPDX-License-Identifier: Apache-2.0
#include "monitor/looks/shop/judging.hpp"
#include "monitor/looks/shop/words.hpp"

#include <fmt/format.h>

namespace shelfcast::monitor::shop {

std::vector<Signal> margins(const Judging& judging) {
  std::vector<Signal> found;
  for (const auto& product : judging.shop.products) {
    if (!product.cost || product.price <= 0) continue;
    const double margin = static_cast<double>(product.price - *product.cost) / static_cast<double>(product.price);
    auto signal = judging.about("margin-low", product, margin);
    if (margin >= signal.threshold) continue;
    signal.sentence = fmt::format("{} costs {} and is sold for {}: {} {} of the price.", product.name,
                                  money(*product.cost, judging.shop), money(product.price, judging.shop),
                                  margin < 0 ? "a loss of" : "a margin of", percent(margin));
    const double a_unit = (signal.threshold - margin) * static_cast<double>(product.price);
    rate(signal, static_cast<Minor>(a_unit * product.next_units));
    found.push_back(std::move(signal));
  }
  return found;
}

}  // namespace shelfcast::monitor::shop
