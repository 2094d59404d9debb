// SPDX-License-Identifier: Apache-2.0
#include "training/groups.hpp"

#include <functional>
#include <utility>

namespace shelfcast::training {
namespace {

using GroupOf = std::function<std::size_t(const domain::PanelProduct&)>;

std::vector<domain::DailySales> without_silent_days(std::vector<domain::DailySales> days) {
  std::erase_if(days, [](const domain::DailySales& day) { return day.units == 0 && day.amount == 0; });
  return days;
}

domain::Panel grouped(const domain::Panel& panel, std::vector<domain::Category> groups, const GroupOf& group_of) {
  const auto days = static_cast<std::size_t>(std::max(0, panel.cut - panel.first + 1));
  std::vector<std::vector<domain::DailySales>> sums(groups.size(), std::vector<domain::DailySales>(days));
  for (auto& group : sums)
    for (std::size_t i = 0; i < days; ++i) group[i].day = panel.first + static_cast<int>(i);
  for (const auto& product : panel.products) {
    auto& group = sums[group_of(product)];
    for (const auto& sale : product.sales) {
      auto& sum = group[static_cast<std::size_t>(sale.day - panel.first)];
      sum.units += sale.units;
      sum.amount += sale.amount;
    }
  }
  domain::Panel result{.marketplace = panel.marketplace,
                       .known_at = panel.known_at,
                       .first = panel.first,
                       .cut = panel.cut,
                       .categories = std::move(groups),
                       .products = {},
                       .holidays = panel.holidays,
                       .months = panel.months};
  for (std::size_t g = 0; g < sums.size(); ++g) {
    const auto& group = result.categories[g];
    domain::Product row{.id = {group.id.value},
                        .key = group.key,
                        .name = group.name,
                        .category = group.id,
                        .seller = {},
                        .on_sale_since = panel.first,
                        .price = 0};
    result.products.push_back({.product = std::move(row),
                               .category = g,
                               .sales = without_silent_days(std::move(sums[g])),
                               .prices = {},
                               .promotions = {}});
  }
  return result;
}

}  // namespace

domain::Panel panel_of_categories(const domain::Panel& panel) {
  return grouped(panel, panel.categories, [](const auto& product) { return product.category; });
}

domain::Panel panel_of_whole(const domain::Panel& panel) {
  const domain::Category whole{.id = {0}, .key = panel.marketplace.key, .name = {}, .parent = std::nullopt};
  auto result = grouped(panel, {whole}, [](const auto&) { return std::size_t{0}; });
  for (auto& month : result.months) month.category = whole.id;
  return result;
}

}  // namespace shelfcast::training
