// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/features/demand.hpp"

#include <algorithm>
#include <vector>

namespace shelfcast::features {
namespace {

using domain::DailySales;
using domain::PanelProduct;
using domain::StockOut;

constexpr int kUsualDays = 28;     // in stock, that tell what a product usually sells
constexpr int kFarthestBack = 56;  // no older than that
constexpr int kLongestFill = 28;

bool is_out_at(const PanelProduct& product, Day day) {
  return std::ranges::any_of(product.stock_outs,
                             [&](const StockOut& out) { return out.first <= day && day < out.until; });
}

/// Units a day on the last days in stock before a stock-out.
Micro usual_before(const PanelProduct& product, const StockOut& out, Day since) {
  Micro sum = 0;
  int days = 0;
  auto sale = product.sales.rbegin();
  for (Day day = out.first - 1; day >= since && day >= out.first - kFarthestBack && days < kUsualDays; day = day - 1) {
    if (is_out_at(product, day)) continue;
    while (sale != product.sales.rend() && sale->day > day) ++sale;
    if (sale != product.sales.rend() && sale->day == day) sum += sale->units;
    ++days;
  }
  return days > 0 ? std::max<Micro>(sum / days, 0) : 0;
}

void fill(PanelProduct& product, Day first, Day cut) {
  const Day since = std::max(first, product.product.on_sale_since);
  std::vector<DailySales> filled;
  for (const auto& out : product.stock_outs) {
    if (out.first <= since) continue;
    const Micro usual = usual_before(product, out, since);
    const Day end = std::min({out.until, out.first + kLongestFill, cut + 1});
    for (Day day = out.first; usual > 0 && day < end; day = day + 1) filled.push_back({day, usual, 0});
  }
  const auto sold = product.sales;
  product.sales.clear();
  const auto has_sold = [](const DailySales& day) { return day.units != 0 || day.amount != 0; };
  auto sale = sold.begin();
  for (const auto& day : filled) {
    while (sale != sold.end() && sale->day < day.day) product.sales.push_back(*sale++);
    const bool is_told = sale != sold.end() && sale->day == day.day;
    product.sales.push_back(is_told && has_sold(*sale) ? *sale : day);
    if (is_told) ++sale;
  }
  product.sales.insert(product.sales.end(), sale, sold.end());
}

}  // namespace

bool is_stock_told(const domain::Panel& panel) {
  return std::ranges::any_of(panel.products, [](const auto& product) { return !product.stock_outs.empty(); });
}

Demand::Demand(const domain::Panel& sold) : sold_(sold) {
  if (!is_stock_told(sold)) return;
  filled_ = sold;
  for (auto& product : filled_->products) fill(product, sold.first, sold.cut);
}

}  // namespace shelfcast::features
