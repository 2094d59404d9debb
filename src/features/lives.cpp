// SPDX-License-Identifier: Apache-2.0
#include "features/lives.hpp"

#include <algorithm>

namespace shelfcast::features {
namespace {

constexpr int kForgotten = 365;  // a product older than this and without a sale for as long is not on sale any more

double as_units(Micro units) {
  return static_cast<double>(std::max<Micro>(units, 0)) / static_cast<double>(kMicro);
}

std::size_t days_between(Day first, Day last) {
  return static_cast<std::size_t>(std::max(0, last - first + 1));
}

}  // namespace

Life::Life(const domain::PanelProduct& product, Day first, Day last)
    : first_(first),
      since_(product.product.on_sale_since),
      units_(days_between(first, last) + 1),
      sold_(units_.size()),
      last_sale_(units_.size(), -1) {
  if (!product.sales.empty()) since_ = std::min(since_, product.sales.front().day);
  auto sale = product.sales.begin();
  for (std::size_t i = 0; i + 1 < units_.size(); ++i) {
    const Day day = first + static_cast<int>(i);
    while (sale != product.sales.end() && sale->day < day) ++sale;
    const double units = sale != product.sales.end() && sale->day == day ? as_units(sale->units) : 0.0;
    units_[i + 1] = units_[i] + units;
    sold_[i + 1] = sold_[i] + (units > 0 ? 1 : 0);
    last_sale_[i + 1] = units > 0 ? static_cast<int>(i) : last_sale_[i];
  }
}

std::size_t Life::slot(Day day) const {
  return static_cast<std::size_t>(std::clamp(day - first_, 0, static_cast<int>(units_.size()) - 1));
}

double Life::units(Day from, Day to) const {
  return units_[slot(to + 1)] - units_[slot(from)];
}

double Life::days_sold(Day from, Day to) const {
  return sold_[slot(to + 1)] - sold_[slot(from)];
}

int Life::gap(Day origin) const {
  const int last = last_sale_[slot(origin + 1)];
  return last < 0 ? known_age(origin) : origin - (first_ + last);
}

bool Life::on_sale(Day origin) const {
  return since_ <= origin && (age(origin) <= kForgotten || gap(origin) < kForgotten);
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
