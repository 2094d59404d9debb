// SPDX-License-Identifier: Apache-2.0
#include "sources/simulator/price_plan.hpp"

#include "shelfcast/base/exact_math.hpp"
#include "sources/simulator/holidays.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace shelfcast::sources::simulator {
namespace {

constexpr int kDaysBetweenPrices = 170;    // on average
constexpr int kDaysBetweenCampaigns = 75;  // of one category, on average
constexpr double kShareInCampaign = 0.2;
constexpr double kShareInBlackWeek = 0.3;
constexpr int kAfterLaunch = 30;  // no promotion earlier than this

int waiting_days(Random& random, int mean) {
  return 1 + static_cast<int>(-exact::log(random.uniform()) * mean);
}

double draw_discount(Random& random) {
  return 0.05 * static_cast<double>(2 + random.below(6));
}

/// The last entry that has begun by `day`, or the end.
template <class Entries, class Start>
auto running_at(const Entries& entries, int day, Start start) {
  const auto after = std::ranges::upper_bound(entries, day, {}, start);
  return after == entries.begin() ? entries.end() : std::prev(after);
}

}  // namespace

PricePlan::PricePlan(std::uint64_t seed, const Assortment& assortment, const Span& span)
    : span_(span), campaigns_(assortment.products.size()) {
  steps_.reserve(assortment.products.size());
  for (const auto& product : assortment.products) plan_prices(seed, product);
  std::vector<std::vector<std::size_t>> in_leaf(assortment.leaves.size());
  for (std::size_t i = 0; i < assortment.products.size(); ++i) {
    in_leaf[static_cast<std::size_t>(assortment.products[i].leaf)].push_back(i);
  }
  for (std::size_t leaf = 0; leaf < in_leaf.size(); ++leaf) {
    Random random = stream(seed, Topic::campaigns, leaf);
    plan_category(random, assortment, in_leaf[leaf]);
  }
  plan_black_week(seed, assortment);
}

Minor PricePlan::regular_price(std::size_t product, int day) const {
  const auto& steps = steps_[product];
  const auto step = running_at(steps, day, &PriceStep::from);
  return step == steps.end() ? steps.front().price : step->price;
}

void PricePlan::mistake(std::size_t product, int from, double factor) {
  auto& steps = steps_[product];
  const auto wrong = static_cast<double>(regular_price(product, from)) * factor;
  std::erase_if(steps, [&](const PriceStep& step) { return step.from == from; });
  steps.insert(std::ranges::upper_bound(steps, from, {}, &PriceStep::from),
               {from, std::max<Minor>(std::llround(wrong), 1), from});
}

Minor PricePlan::selling_price(std::size_t product, int day) const {
  const Minor regular = regular_price(product, day);
  const auto& campaigns = campaigns_[product];
  const auto campaign = running_at(campaigns, day, &Campaign::first);
  if (campaign == campaigns.end() || day > campaign->last) return regular;
  return static_cast<Minor>(std::llround(static_cast<double>(regular) * (1 - campaign->discount)));
}

void PricePlan::plan_prices(std::uint64_t seed, const ProductRow& product) {
  Random random = stream(seed, Topic::prices, product.id);
  std::vector<PriceStep> steps{{product.launched, product.list_price, product.launched}};
  double drift = 0;  // of the logarithm, from the list price; pulled back, so that prices wander but do not run away
  int day = std::max(product.launched, 0);
  for (;;) {
    day += 20 + waiting_days(random, kDaysBetweenPrices - 20);
    if (day >= std::min(span_.days(), product.withdrawn)) break;
    drift = 0.6 * drift + 0.09 * random.normal() + 0.01;
    const Minor price = shop_price(static_cast<double>(product.list_price) / 100 * exact::exp(drift));
    const int announced = std::min(day - 7 - static_cast<int>(random.below(21)), span_.history - 2);
    if (price != steps.back().price) steps.push_back({day, price, std::max(announced, product.launched)});
  }
  steps_.push_back(std::move(steps));
}

void PricePlan::plan_category(Random& random, const Assortment& assortment, std::span<const std::size_t> members) {
  for (int day = waiting_days(random, kDaysBetweenCampaigns); day < span_.days();
       day += 10 + waiting_days(random, kDaysBetweenCampaigns)) {
    const int length = 3 + static_cast<int>(random.below(9));
    const int lead = 10 + static_cast<int>(random.below(15));
    for (const std::size_t i : members) {
      if (random.uniform() >= kShareInCampaign) continue;
      promote(i, assortment.products[i], {day, day + length - 1, draw_discount(random), day - lead});
    }
  }
}

void PricePlan::plan_black_week(std::uint64_t seed, const Assortment& assortment) {
  constexpr std::uint64_t kAfterAllLeaves = 1ULL << 40U;
  for (const auto& [black_friday, name] : german_holidays(span_.first, span_.day(span_.days() - 1))) {
    if (name != std::string_view("Black Friday")) continue;
    const int friday = black_friday - span_.first;
    Random random = stream(seed, Topic::campaigns, kAfterAllLeaves + static_cast<std::uint64_t>(friday));
    for (std::size_t i = 0; i < assortment.products.size(); ++i) {
      if (random.uniform() >= kShareInBlackWeek) continue;
      promote(i, assortment.products[i], {friday - 4, friday + 3, draw_discount(random), friday - 40});
    }
  }
}

void PricePlan::promote(std::size_t product, const ProductRow& row, Campaign campaign) {
  campaign.last = std::min(campaign.last, span_.days() - 1);
  campaign.announced = std::max(std::min(campaign.announced, span_.history - 2), row.launched);
  auto& others = campaigns_[product];
  const auto overlaps = [&](const Campaign& other) {
    return campaign.first <= other.last && other.first <= campaign.last;
  };
  const bool on_sale = campaign.first >= row.launched + kAfterLaunch && campaign.last < row.withdrawn;
  if (campaign.first < 0 || !on_sale || std::ranges::any_of(others, overlaps)) return;
  others.insert(std::ranges::upper_bound(others, campaign.first, {}, &Campaign::first), campaign);
}

}  // namespace shelfcast::sources::simulator
