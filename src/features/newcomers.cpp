// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/features/newcomers.hpp"

#include "features/kindred.hpp"
#include "shelfcast/features/plans.hpp"

#include <algorithm>
#include <map>

namespace shelfcast::features {
namespace {

constexpr int kNew = 56;         // days on sale
constexpr int kWindow = 56;      // days that what sells is told by
constexpr int kFewestDays = 28;  // a first sale yesterday is not one a day
constexpr double kShape = 0.2;   // of the rates of products about what their like sell: few sell most
constexpr double kMostOfCategory = 0.5;

/// What a product sold in the window.
struct Recent {
  double units = 0;
  double days_sold = 0;
};

Recent recent_of(const domain::PanelProduct& product, Day origin) {
  Recent recent;
  for (auto sale = std::ranges::lower_bound(product.sales, origin - (kWindow - 1), {}, &domain::DailySales::day);
       sale != product.sales.end() && sale->day <= origin; ++sale) {
    if (sale->units <= 0) continue;
    recent.units += from_micro(sale->units);
    recent.days_sold += 1;
  }
  return recent;
}

bool is_newcomer(const domain::PanelProduct& product, Day origin) {
  const Day since = product.product.on_sale_since;
  const bool sold = !product.sales.empty() && product.sales.front().day <= origin;
  return !sold && since <= origin && origin - since < kNew;
}

/// A category, its newcomers and what else sells in it.
struct Category {
  std::vector<std::size_t> newcomers;
  std::vector<Sibling> siblings;
  double units_a_day = 0;
  double days_sold = 0;
};

std::map<std::size_t, Category> categories_with_newcomers(const domain::Panel& panel, Day origin) {
  std::map<std::size_t, Category> categories;
  for (std::size_t p = 0; p < panel.products.size(); ++p)
    if (is_newcomer(panel.products[p], origin)) categories[panel.products[p].category].newcomers.push_back(p);
  if (categories.empty()) return categories;
  const Instant known = known_after(panel, origin);
  for (const auto& product : panel.products) {
    const auto found = categories.find(product.category);
    if (found == categories.end()) continue;
    const auto recent = recent_of(product, origin);
    if (recent.units <= 0) continue;
    auto& category = found->second;
    const double days = std::clamp(origin - product.sales.front().day + 1, kFewestDays, kWindow);
    category.siblings.push_back({&product, recent.units / days, planned_price(product, origin, origin, known)});
    category.units_a_day += recent.units / days;
    category.days_sold += recent.days_sold / days;
  }
  return categories;
}

/// Chances to sell come as often as days with a sale do; each that passes without one makes it more likely slow: what
/// is expected of a rate out of a gamma distribution after as many chances without a sale.
double after_silence(double rate, const Category& category, int days) {
  const double chances = rate * category.days_sold / category.units_a_day * days;
  return rate / (1 + chances / kShape);
}

void add_newcomers(const domain::Panel& panel, Day origin, Category& category, std::vector<Newcomer>& found) {
  if (category.siblings.empty()) return;
  const double mean = category.units_a_day / static_cast<double>(category.siblings.size());
  const Kindred kindred(category.siblings);
  const auto first = found.size();
  double rates = 0;
  for (const auto p : category.newcomers) {
    const auto& product = panel.products[p];
    const double price = planned_price(product, origin, origin, known_after(panel, origin));
    const int silent = origin - product.product.on_sale_since;
    rates += found.emplace_back(p, after_silence(kindred.rate_of(product, price, mean), category, silent)).share;
  }
  const double share = rates / (rates + category.units_a_day);
  const double scale = std::min(share, kMostOfCategory) / rates;
  for (auto i = first; i < found.size(); ++i) found[i].share *= scale;
}

}  // namespace

std::vector<Newcomer> newcomers_at(const domain::Panel& panel, Day origin) {
  std::vector<Newcomer> found;
  for (auto& [index, category] : categories_with_newcomers(panel, origin))
    add_newcomers(panel, origin, category, found);
  std::ranges::sort(found, {}, &Newcomer::product);
  return found;
}

}  // namespace shelfcast::features
