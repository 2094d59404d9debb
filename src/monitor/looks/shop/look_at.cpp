// SPDX-License-Identifier: Apache-2.0
#include "monitor/looks/shop/judging.hpp"

#include <algorithm>
#include <iterator>

namespace shelfcast::monitor {
namespace {

template <class... Names>
void judged(Look& look, Names... names) {
  (look.rules.emplace_back(names), ...);
}

void take(Look& look, std::vector<Signal> found) {
  std::ranges::move(found, std::back_inserter(look.found));
}

}  // namespace

Look look_at(const Shop& shop, const OwnThreshold& own) {
  const shop::Judging judging{shop, own};
  Look look{.at = shop.at, .marketplace = shop.marketplace, .currency = shop.currency, .rules = {}, .found = {}};
  // Of a rule that is not named as judged, what is open stays open.
  judged(look, "stock-out-risk", "margin-low", "price-out-of-band", "season-shift");
  if (shop.span) {
    judged(look, "demand-spike", "demand-drop", "rank-gained", "rank-lost", "share-lost", "category-trend");
    take(look, shop::demand(judging));
    take(look, shop::ranks(judging));
  }
  take(look, shop::stock(judging));
  take(look, shop::margins(judging));
  take(look, shop::prices(judging));
  if (shop.span) {
    take(look, shop::trends(judging, look.found));
    take(look, shop::shares(judging));
  }
  take(look, shop::seasons(judging));
  return look;
}

}  // namespace shelfcast::monitor
