// SPDX-License-Identifier: Apache-2.0
#include "training/groups.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

namespace shelfcast::training {
namespace {

/// By the place of a product in the panel; beyond all groups where it is in none.
using GroupOf = std::function<std::size_t(std::size_t product)>;

std::vector<domain::DailySales> without_silent_days(std::vector<domain::DailySales> days) {
  std::erase_if(days, [](const domain::DailySales& day) { return day.units == 0 && day.amount == 0; });
  return days;
}

/// What a product's promotions take off what its group sells: each by the product's part in the sales of the eight
/// weeks before, as far as they were known when it was announced.
class GroupMarkdowns {
 public:
  GroupMarkdowns(const domain::Panel& panel, const std::vector<std::vector<domain::DailySales>>& sums) : panel_(panel) {
    for (const auto& group : sums) {
      auto& sold = sold_.emplace_back(1, 0.0);
      for (const auto& day : group) sold.push_back(sold.back() + static_cast<double>(std::max<Micro>(day.units, 0)));
    }
    promotions_.resize(sums.size());
  }

  void add(const domain::PanelProduct& product, std::size_t group) {
    for (const auto& promotion : product.promotions) {
      const Day until = std::min(promotion.first - 1, last_day_known(panel_, promotion.learnt));
      const Day from = until - (kWeeksBefore * 7 - 1);
      const double of_group = sold_of(group, from, until);
      if (of_group <= 0) continue;
      double own = 0;
      for (auto sale = std::ranges::lower_bound(product.sales, from, {}, &domain::DailySales::day);
           sale != product.sales.end() && sale->day <= until; ++sale)
        own += static_cast<double>(std::max<Micro>(sale->units, 0));
      promotions_[group][{promotion.first, promotion.last, promotion.learnt}] += promotion.discount * own / of_group;
    }
  }

  [[nodiscard]] std::vector<domain::Promotion> of(std::size_t group, ProductId row) const {
    std::vector<domain::Promotion> rows;
    for (const auto& [when, discount] : promotions_[group]) {
      const auto& [first, last, learnt] = when;
      rows.push_back({.product = row, .first = first, .last = last, .discount = discount, .learnt = learnt});
    }
    return rows;
  }

 private:
  static constexpr int kWeeksBefore = 8;

  [[nodiscard]] double sold_of(std::size_t group, Day from, Day until) const {
    const auto place = [&](Day day) {
      return static_cast<std::size_t>(std::clamp(day - panel_.first, 0, panel_.cut - panel_.first + 1));
    };
    return sold_[group][place(until + 1)] - sold_[group][place(from)];
  }

  const domain::Panel& panel_;
  std::vector<std::vector<double>> sold_;  // of each group, up to each day
  std::vector<std::map<std::tuple<Day, Day, Instant>, double>> promotions_;
};

domain::Panel grouped(const domain::Panel& panel, std::vector<domain::Category> groups, const GroupOf& group_of) {
  const auto days = static_cast<std::size_t>(std::max(0, panel.cut - panel.first + 1));
  std::vector<std::vector<domain::DailySales>> sums(groups.size(), std::vector<domain::DailySales>(days));
  for (auto& group : sums)
    for (std::size_t i = 0; i < days; ++i) group[i].day = panel.first + static_cast<int>(i);
  for (std::size_t p = 0; p < panel.products.size(); ++p) {
    if (group_of(p) >= sums.size()) continue;
    for (const auto& sale : panel.products[p].sales) {
      auto& sum = sums[group_of(p)][static_cast<std::size_t>(sale.day - panel.first)];
      sum.units += sale.units;
      sum.amount += sale.amount;
    }
  }
  GroupMarkdowns markdowns(panel, sums);
  for (std::size_t p = 0; p < panel.products.size(); ++p)
    if (group_of(p) < sums.size()) markdowns.add(panel.products[p], group_of(p));
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
                               .promotions = markdowns.of(g, {group.id.value})});
  }
  return result;
}

}  // namespace

domain::Panel panel_of_categories(const domain::Panel& panel) {
  return grouped(panel, panel.categories, [&](std::size_t product) { return panel.products[product].category; });
}

domain::Panel panel_of_sellers(const domain::Panel& panel, std::span<const SellerId> sellers,
                               std::span<const std::size_t> row_of) {
  std::vector<domain::Category> groups;
  for (const auto seller : sellers)
    groups.push_back({.id = {seller.value}, .key = fmt::format("seller {}", seller.value), .name = {}, .parent = {}});
  auto result = grouped(panel, std::move(groups), [&](std::size_t product) { return row_of[product]; });
  result.months.clear();  // they are told of categories
  return result;
}

domain::Panel panel_of_whole(const domain::Panel& panel) {
  const domain::Category whole{.id = {0}, .key = panel.marketplace.key, .name = {}, .parent = std::nullopt};
  auto result = grouped(panel, {whole}, [](std::size_t) { return std::size_t{0}; });
  for (auto& month : result.months) month.category = whole.id;
  return result;
}

}  // namespace shelfcast::training
