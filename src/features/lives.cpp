// SPDX-License-Identifier: Apache-2.0
#include "features/lives.hpp"

#include <algorithm>
#include <iterator>

namespace shelfcast::features {
namespace {

constexpr int kForgotten = 365;  // a product older than this and without a sale for as long is not on sale any more

double as_units(Micro units) {
  return from_micro(std::max<Micro>(units, 0));
}

Day since_of(const domain::PanelProduct& product) {
  const Day since = product.product.on_sale_since;
  return product.sales.empty() ? since : std::min(since, product.sales.front().day);
}

std::size_t days_between(Day first, Day last) {
  return static_cast<std::size_t>(std::max(0, last - first + 1));
}

}  // namespace

bool is_on_sale(const domain::PanelProduct& product, Day first, Day origin) {
  const auto& sales = product.sales;
  const Day since = since_of(product);
  if (since > origin) return false;
  if (origin - since < kForgotten) return true;
  auto sale = std::ranges::upper_bound(sales, origin, {}, &domain::DailySales::day);
  while (sale != sales.begin() && std::prev(sale)->units <= 0) --sale;
  const bool sold = sale != sales.begin() && std::prev(sale)->day >= first;
  return origin - (sold ? std::prev(sale)->day : std::max(since, first) - 1) < kForgotten;
}

Life::Life(Day first, Day last) : first_(first), since_(first), before_(days_between(first, last) + 1) {}

void Life::look_at(const domain::PanelProduct& product) {
  since_ = since_of(product);
  auto day = before_.begin();
  Before so_far;
  for (const auto& sale : product.sales) {
    if (sale.day < first_) continue;
    const auto after = before_.begin() + (sale.day - first_) + 1;
    if (after >= before_.end()) break;
    std::fill(day, after, so_far);
    day = after;
    if (sale.units <= 0) continue;
    so_far = {so_far.units + as_units(sale.units), so_far.sold + 1, sale.day - first_};
  }
  std::fill(day, before_.end(), so_far);
}

std::size_t Life::slot(Day day) const {
  return static_cast<std::size_t>(std::clamp(day - first_, 0, static_cast<int>(before_.size()) - 1));
}

double Life::units(Day from, Day to) const {
  return before_[slot(to + 1)].units - before_[slot(from)].units;
}

double Life::days_sold(Day from, Day to) const {
  return before_[slot(to + 1)].sold - before_[slot(from)].sold;
}

int Life::gap(Day origin) const {
  const int last = before_[slot(origin + 1)].last_sale;
  return last < 0 ? known_age(origin) : origin - (first_ + last);
}

CategoryLives::CategoryLives(const domain::Panel& panel, Day last)
    : first_(panel.first), days_(days_between(panel.first, last)), units_(panel.categories.size() * (days_ + 1)) {
  for (const auto& product : panel.products) {
    double* row = units_.data() + product.category * (days_ + 1);
    for (const auto& sale : product.sales)
      if (sale.day >= first_ && sale.day <= last)
        row[static_cast<std::size_t>(sale.day - first_) + 1] += as_units(sale.units);
  }
  for (std::size_t c = 0; c < panel.categories.size(); ++c)
    for (std::size_t i = 0; i < days_; ++i) units_[c * (days_ + 1) + i + 1] += units_[c * (days_ + 1) + i];
}

double CategoryLives::rate(std::size_t category, Day from, Day to) const {
  const auto slot = [&](Day day) { return std::clamp(day - first_, 0, static_cast<int>(days_)); };
  const int begin = slot(from);
  const int end = slot(to + 1);
  const double* row = units_.data() + category * (days_ + 1);
  return end > begin ? (row[end] - row[begin]) / (end - begin) : 0.0;
}

}  // namespace shelfcast::features
