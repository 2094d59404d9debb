// SPDX-License-Identifier: Apache-2.0
#include "api/actuals/series.hpp"

#include "api/actuals/other_days.hpp"

#include <algorithm>

namespace shelfcast::api {
namespace {

void add(Takings& takings, const Belonging& belonging, Micro units, Minor amount) {
  if (belonging.is_counted) takings.add({units, amount * kMicroPerMinor}, belonging.is_own, belonging.unit_cost);
}

/// In the marketplace's own days, of which whole months are held ready.
Result<void> add_own_days(std::vector<Takings>& takings, const deltas::Deltas& deltas, const Subject& subject,
                          std::span<const Period> periods) {
  const Belongings belongings(subject);
  for (std::size_t i = 0; i < periods.size(); ++i) {
    const auto totals = deltas.totals(subject.assortment->known.marketplace.id, periods[i]);
    if (!totals) return std::unexpected(totals.error());
    for (const auto& total : *totals) add(takings[i], belongings.of(total.product), total.units, total.amount);
  }
  return {};
}

Result<void> add_other_days(std::vector<Takings>& takings, const deltas::Deltas& deltas, const Subject& subject,
                            std::span<const Period> periods) {
  const Belongings belongings(subject);
  OtherDays days(subject.assortment->zone, subject.zone);
  const auto visit = [&](ProductId product, const deltas::LedgerEntry& sold) {
    const Day day = days.of(sold.day, sold.quarter);
    const auto period = std::ranges::lower_bound(periods, day, {}, &Period::last);
    if (period == periods.end() || day < period->first) return;
    add(takings[static_cast<std::size_t>(period - periods.begin())], belongings.of(product), sold.units, sold.amount);
  };
  return deltas.quarters(subject.assortment->known.marketplace.id,
                         OtherDays::around({periods.front().first, periods.back().last}), visit);
}

}  // namespace

Belongings::Belongings(const Subject& subject) : subject_(subject) {
  const auto& assortment = *subject.assortment;
  belongings_.reserve(assortment.known.products.size());
  for (const auto& product : assortment.known.products) {
    const bool stands_there =
        subject.category == nullptr || assortment.stands_under(product.category, subject.category->id);
    const bool is_own = subject.merchant == nullptr || product.seller == subject.merchant->id;
    belongings_.push_back({.is_counted = stands_there, .is_own = is_own, .unit_cost = product.cost});
  }
}

Belonging Belongings::of(ProductId product) const {
  const auto& products = subject_.assortment->known.products;
  const auto* const known = subject_.assortment->product(product);
  if (known != nullptr) return belongings_[static_cast<std::size_t>(known - products.data())];
  return {.is_counted = subject_.category == nullptr, .is_own = subject_.merchant == nullptr};
}

Result<std::vector<Takings>> takings_of(const deltas::Deltas& deltas, const Subject& subject,
                                        std::span<const Period> periods) {
  std::vector<Takings> takings(periods.size());
  if (periods.empty()) return takings;
  const bool in_other_days = subject.zone.name() != subject.assortment->zone.name();
  const auto added = in_other_days ? add_other_days(takings, deltas, subject, periods)
                                   : add_own_days(takings, deltas, subject, periods);
  if (!added) return std::unexpected(added.error());
  return takings;
}

}  // namespace shelfcast::api
