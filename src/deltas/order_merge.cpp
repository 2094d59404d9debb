// SPDX-License-Identifier: Apache-2.0
#include "deltas/order_merge.hpp"

#include "deltas/ledger.hpp"

#include <algorithm>

namespace shelfcast::deltas {
namespace {

constexpr std::size_t kWorthAnIndex = 24;

FactLine fact_of(const domain::Sale& sale) {
  return {sale.line, sale.product, sale.day, sale.learnt, sale.units, sale.amount, sale.second};
}

bool is_same_sale(const FactLine& a, const FactLine& b) {
  return a.product == b.product && a.day == b.day && a.second == b.second && a.units == b.units && a.amount == b.amount;
}

}  // namespace

bool OrderMerge::load(const std::optional<std::string>& record) {
  lines_.clear();
  index_.clear();
  dirty_ = false;
  return !record || decode_into(lines_, *record);
}

void OrderMerge::tell(const domain::Sale& sale) {
  const auto told = fact_of(sale);
  FactLine* const known = find(told.line);
  if (known == nullptr) {
    change(told, told.learnt, 1);
    lines_.push_back(told);
    dirty_ = true;
    return count(true);
  }
  if (told.learnt <= known->learnt) return count(false);
  const bool differs = !is_same_sale(told, *known);
  if (differs) {
    change(*known, told.learnt, -1);
    change(told, told.learnt, 1);
  }
  // Also where nothing else changed: a version between the two that comes late must find a newer one here.
  *known = told;
  dirty_ = true;
  count(differs);
}

FactLine* OrderMerge::find(std::string_view line) {
  if (lines_.size() < kWorthAnIndex) {
    const auto found = std::ranges::find(lines_, line, &FactLine::line);
    return found == lines_.end() ? nullptr : &*found;
  }
  for (std::size_t i = index_.size(); i < lines_.size(); ++i) index_.emplace(lines_[i].line, i);
  const auto found = index_.find(line);
  return found == index_.end() ? nullptr : &lines_[found->second];
}

const std::string& OrderMerge::record() {
  record_.clear();
  encode(record_, lines_);
  return record_;
}

void OrderMerge::change(const FactLine& fact, Instant learnt, int sign) {
  if (fact.units == 0 && fact.amount == 0) return;
  changes_.push_back({.place = Change::place_of(fact.product, fact.day, quarter_of(fact.second)),
                      .learnt_hour = hour_learnt(learnt),
                      .units = sign * fact.units,
                      .amount = sign * fact.amount});
}

void OrderMerge::count(bool counted) {
  ++(counted ? merged_.counted : merged_.duplicate);
}

}  // namespace shelfcast::deltas
