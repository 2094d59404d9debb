// SPDX-License-Identifier: Apache-2.0
#include "monitor/looks/shop/judging.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace shelfcast::monitor::shop {
namespace {

using enum domain::Priority;

constexpr std::array<std::pair<Minor, domain::Priority>, 3> kFrom{{{10'000'00, p0}, {1'000'00, p1}, {100'00, p2}}};

}  // namespace

double Judging::threshold(std::string_view rule, const ShopSeller& seller) const {
  const Rule& row = *rule_named(rule);
  const auto chosen = own ? own(row, seller.key) : std::nullopt;
  return chosen.value_or(row.threshold);
}

Signal Judging::about(std::string_view rule, const ShopProduct& product, double measured) const {
  const auto& seller = shop.sellers[product.seller];
  return {.rule = std::string(rule),
          .subject = "product:" + product.key,
          .subject_name = product.name,
          .within = "category:" + shop.categories[product.category].key,
          .seller = seller.key,
          .measured = measured,
          .threshold = threshold(rule, seller)};
}

Signal Judging::about(std::string_view rule, const ShopCategory& category, const ShopSeller& seller,
                      double measured) const {
  return {.rule = std::string(rule),
          .subject = "category:" + category.key,
          .subject_name = category.name,
          .within = category.parent.empty() ? "" : "category:" + category.parent,
          .seller = seller.key,
          .measured = measured,
          .threshold = threshold(rule, seller)};
}

void rate(Signal& signal, Minor money) {
  const auto found = std::ranges::find_if(kFrom, [&](const auto& row) { return money >= row.first; });
  const auto by_money = found == kFrom.end() ? p3 : found->second;
  signal.money = money;
  signal.priority = std::max(by_money, rule_named(signal.rule)->priority);
}

}  // namespace shelfcast::monitor::shop
