// SPDX-License-Identifier: Apache-2.0
#include "monitor/beyond_chance.hpp"
#include "monitor/looks/shop/concerned.hpp"
#include "monitor/looks/shop/course.hpp"
#include "monitor/looks/shop/judging.hpp"
#include "monitor/looks/shop/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

namespace shelfcast::monitor::shop {
namespace {

using Told = std::set<std::pair<std::string, std::string>>;  // category and seller of signals about products

Told told_of(const std::vector<Signal>& of_products) {
  Told told;
  for (const auto& signal : of_products) told.emplace(signal.within, signal.seller);
  return told;
}

/// By how much a category sells more than foreseen, once what all of the marketplace does is taken out.
double own_effect(const Course& course, const Course& all) {
  return course.came / course.foreseen / (all.came / all.foreseen) - 1;
}

std::string sentence(const ShopCategory& category, const Shop& shop) {
  const auto& course = *category.course;
  const double effect = course.came / course.foreseen - 1;
  return fmt::format("{} as a whole sold {} {}; {}: {} {}.", category.name, units(course.came), days(*shop.span),
                     foreseen(course.foreseen), percent(effect), effect > 0 ? "more" : "less");
}

}  // namespace

std::vector<Signal> trends(const Judging& judging, const std::vector<Signal>& of_products) {
  const auto& shop = judging.shop;
  Course all;
  std::vector<std::size_t> places;
  std::vector<double> sizes;
  std::vector<double> offs;
  for (std::size_t c = 0; c < shop.categories.size(); ++c) {
    const auto& course = shop.categories[c].course;
    if (!course || !(course->foreseen > 0)) continue;
    places.push_back(c);
    sizes.push_back(course->foreseen);
    offs.push_back(off_course(*course));
    all.foreseen += course->foreseen;
    all.came += course->came;
  }
  const auto beyond = beyond_chance(against_bulk(sizes, offs, {offs, offs}), Side::either, kFalseShare);

  const auto told = told_of(of_products);
  const Stakes stakes(shop);
  std::vector<Signal> found;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto& category = shop.categories[places[i]];
    const double effect = category.course->came / category.course->foreseen - 1;
    const double own = own_effect(*category.course, all);
    if (!beyond[i] || own * effect <= 0) continue;
    for (const auto& [seller, stake] : stakes.in(places[i])) {
      const auto& about = shop.sellers[seller];
      if (!stake.is_large && !told.contains({"category:" + category.key, about.key})) continue;
      auto signal = judging.about("category-trend", category, about, effect);
      if (std::min(std::abs(effect), std::abs(own)) <= signal.threshold) continue;
      signal.sentence = sentence(category, shop);
      rate(signal, std::abs(stake.came - stake.foreseen));
      found.push_back(std::move(signal));
    }
  }
  return found;
}

}  // namespace shelfcast::monitor::shop
