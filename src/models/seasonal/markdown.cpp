// SPDX-License-Identifier: Apache-2.0
#include "models/seasonal/markdown.hpp"

#include <algorithm>

namespace shelfcast::models {
namespace {

constexpr double kSmallestFactor = 0.02;

}  // namespace

Markdown::Markdown(const domain::PanelProduct& row, Instant known) {
  for (const auto& promotion : row.promotions) {
    if (promotion.learnt > known || promotion.last < promotion.first) continue;
    grow(promotion.first, promotion.last);
    const auto from = by_day_.begin() + (promotion.first - first_);
    std::for_each(from, from + (promotion.last - promotion.first + 1),
                  [&](double& discount) { discount += promotion.discount; });
  }
}

void Markdown::grow(Day first, Day last) {
  if (by_day_.empty()) first_ = first;
  if (first < first_) {
    by_day_.insert(by_day_.begin(), static_cast<std::size_t>(first_ - first), 0.0);
    first_ = first;
  }
  by_day_.resize(std::max(by_day_.size(), static_cast<std::size_t>(last - first_ + 1)));
}

double Markdown::on(Day day) const {
  const int at = day - first_;
  return at >= 0 && at < static_cast<int>(by_day_.size()) ? by_day_[static_cast<std::size_t>(at)] : 0;
}

void Markdown::add(const Markdown& other, double part) {
  if (other.by_day_.empty()) return;
  grow(other.first_, other.first_ + (static_cast<int>(other.by_day_.size()) - 1));
  auto own = by_day_.begin() + (other.first_ - first_);
  for (const double discount : other.by_day_) *own++ += part * discount;
}

double day_factor(const Days& days, const std::vector<double>& effects, Day day) {
  double factor = 1 + effects.back() * kTenth * days.markdown.on(day);
  for (const std::size_t kind : days.kinds.of(day)) factor += effects[kind];
  return std::max(factor, kSmallestFactor);
}

}  // namespace shelfcast::models
