// SPDX-License-Identifier: Apache-2.0
#include "monitor/looks/shop/judging.hpp"
#include "monitor/looks/shop/words.hpp"

#include <fmt/format.h>

namespace shelfcast::monitor::shop {
namespace {

constexpr double kWeek = 7;
constexpr double kHardlySells = 1;  // units a week, below which nobody reorders for a week

std::string sentence(const ShopProduct& product, double lasts) {
  const double next = product.next_units;
  const std::string_view are = number(next) == "1" ? "is" : "are";
  if (*product.stock <= 0)
    return fmt::format("{} is out of stock; {} {} foreseen for the coming week.", product.name, units(next), are);
  return fmt::format("{} has {} left, enough for {}; {} {} foreseen for the coming week.", product.name,
                     units(*product.stock), lasting(lasts), number(next), are);
}

}  // namespace

std::vector<Signal> stock(const Judging& judging) {
  std::vector<Signal> found;
  for (const auto& product : judging.shop.products) {
    if (!product.stock || product.next_units < kHardlySells) continue;
    const double lasts = std::max(*product.stock, 0.0) / (product.next_units / kWeek);
    auto signal = judging.about("stock-out-risk", product, lasts);
    if (lasts >= signal.threshold) continue;
    signal.sentence = sentence(product, lasts);
    // What the shelf does not hold of what the threshold's days would sell.
    const double missed = static_cast<double>(product.next_amount) * (signal.threshold - lasts) / kWeek;
    rate(signal, static_cast<Minor>(missed));
    found.push_back(std::move(signal));
  }
  return found;
}

}  // namespace shelfcast::monitor::shop
