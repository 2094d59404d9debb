// SPDX-License-Identifier: Apache-2.0
#include "monitor/beyond_chance.hpp"
#include "monitor/looks/shop/concerned.hpp"
#include "monitor/looks/shop/judging.hpp"
#include "monitor/looks/shop/words.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

namespace shelfcast::monitor::shop {
namespace {

constexpr double kDispersion = 4;     // of a category's sales: variance over mean, cautiously
constexpr double kYearsDiffer = 0.1;  // of the logarithm: no two years are alike

bool is_known(const std::optional<Season>& season) {
  return season && season->recent > 0 && season->recent_a_year_ago > 0 && season->rest > 0 &&
         season->rest_a_year_ago > 0;
}

/// By how much the last weeks' part of the year differs from that of a year ago.
double shift_of(const Season& season) {
  return season.recent / season.recent_a_year_ago / (season.rest / season.rest_a_year_ago) - 1;
}

double off_season(const Season& season) {
  const double counted = kDispersion * (1 / season.recent + 1 / season.recent_a_year_ago);
  return std::log1p(shift_of(season)) / std::sqrt(counted + kYearsDiffer * kYearsDiffer);
}

}  // namespace

std::vector<Signal> seasons(const Judging& judging) {
  const auto& shop = judging.shop;
  std::vector<std::size_t> places;
  std::vector<double> sizes;
  std::vector<double> offs;
  for (std::size_t c = 0; c < shop.categories.size(); ++c) {
    if (!is_known(shop.categories[c].season)) continue;
    places.push_back(c);
    sizes.push_back(shop.categories[c].season->recent);
    offs.push_back(off_season(*shop.categories[c].season));
  }
  const auto beyond = beyond_chance(against_bulk(sizes, offs, {offs, offs}), Side::either, kFalseShare);

  const Stakes stakes(shop);
  std::vector<Signal> found;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto& category = shop.categories[places[i]];
    const double shift = shift_of(*category.season);
    if (!beyond[i]) continue;
    for (const auto& [seller, stake] : stakes.in(places[i])) {
      auto signal = judging.about("season-shift", category, shop.sellers[seller], shift);
      if (!stake.is_large || std::abs(shift) <= signal.threshold) continue;
      signal.sentence = fmt::format(
          "{} sold {} in the last four weeks; as the year went, and by the season of a year ago, {} "
          "would be usual: {} {}.",
          category.name, units(category.season->recent), number(category.season->recent / (1 + shift)), percent(shift),
          shift > 0 ? "more" : "less");
      rate(signal, static_cast<Minor>(std::abs(shift / (1 + shift)) * static_cast<double>(stake.next)));
      found.push_back(std::move(signal));
    }
  }
  return found;
}

}  // namespace shelfcast::monitor::shop
