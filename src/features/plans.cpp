// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/features/plans.hpp"

#include "shelfcast/base/exact_math.hpp"

#include <algorithm>
#include <ranges>

namespace shelfcast::features {
namespace {

constexpr double kDeepestDiscount = 0.95;

int overlap(Day first, Day last, Day from, Day until) {
  return std::max(0, std::min(last, until) - std::max(first, from) + 1);
}

double log_of(Minor price) {
  return exact::log(static_cast<double>(std::max<Minor>(price, 1)));
}

double mean_log_price(const domain::PanelProduct& product, Day first, Day last, Instant known) {
  const domain::Price* before = nullptr;
  double sum = 0;
  Day from = first;
  for (const auto& price : product.prices) {
    if (price.learnt > known) continue;
    if (price.from > last) break;
    // A price also stands for the days before the first one known.
    if (before != nullptr && price.from > from) {
      sum += static_cast<double>(price.from - from) * log_of(before->price);
      from = price.from;
    }
    before = &price;
  }
  if (before == nullptr) return product.product.price > 0 ? log_of(product.product.price) : 0.0;
  sum += static_cast<double>(last - from + 1) * log_of(before->price);
  return sum / static_cast<double>(last - first + 1);
}

double mean_log_discount(const domain::PanelProduct& product, Day first, Day last, Instant known) {
  double sum = 0;
  for (const auto& promotion : product.promotions) {
    if (promotion.first > last) break;
    const int days = overlap(first, last, promotion.first, promotion.last);
    if (days == 0 || promotion.learnt > known) continue;
    sum += days * exact::log1p(-std::clamp(promotion.discount, 0.0, kDeepestDiscount));
  }
  return sum / static_cast<double>(last - first + 1);
}

double last_paid(const domain::PanelProduct& product, Day origin) {
  for (const auto& day : product.sales | std::views::reverse)
    if (day.day <= origin && day.units > 0 && day.amount > 0)
      return static_cast<double>(day.amount) * static_cast<double>(kMicro) / static_cast<double>(day.units);
  return static_cast<double>(product.product.price);
}

}  // namespace

Offer offer_of(const domain::PanelProduct& product, Day first, Day last, Instant known) {
  return {.log_price = mean_log_price(product, first, last, known),
          .log_discount = mean_log_discount(product, first, last, known)};
}

double planned_price(const domain::PanelProduct& product, Day day, Day origin, Instant known) {
  double price = last_paid(product, origin);
  for (const auto& listed : product.prices)
    if (listed.learnt <= known && listed.from <= day) price = static_cast<double>(listed.price);
  for (const auto& promotion : product.promotions)
    if (promotion.first <= day && day <= promotion.last && promotion.learnt <= known) price *= 1 - promotion.discount;
  return price;
}

}  // namespace shelfcast::features
