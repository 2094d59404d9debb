// SPDX-License-Identifier: Apache-2.0
#include "training/sellers.hpp"

#include "training/groups.hpp"

#include <algorithm>
#include <map>

namespace shelfcast::training {
namespace {

constexpr std::size_t kMost = 1000;  // sellers; of those with few products hardly more is known than of these
constexpr double kMostChange = 4;    // of a product's share: beyond it, seller and products speak of different things

/// Ascending by id.
std::vector<SellerId> largest_sellers(const domain::Panel& panel) {
  std::map<SellerId, std::size_t> products;
  for (const auto& product : panel.products)
    if (product.product.seller != SellerId{}) ++products[product.product.seller];
  std::vector<std::pair<SellerId, std::size_t>> sellers(products.begin(), products.end());
  std::ranges::stable_sort(sellers, std::ranges::greater{}, &std::pair<SellerId, std::size_t>::second);
  sellers.resize(std::min(sellers.size(), kMost));
  std::vector<SellerId> ids;
  ids.reserve(sellers.size());
  for (const auto& [seller, count] : sellers) ids.push_back(seller);
  std::ranges::sort(ids);
  return ids;
}

}  // namespace

Sellers sellers_of(const domain::Panel& panel) {
  const auto ids = largest_sellers(panel);
  if (ids.size() < 2) return {};
  Sellers sellers;
  for (const auto& product : panel.products) {
    const auto found = std::ranges::lower_bound(ids, product.product.seller);
    const bool is_one = found != ids.end() && *found == product.product.seller;
    sellers.of_product.push_back(is_one ? static_cast<std::size_t>(found - ids.begin()) : Sellers::kOfNone);
  }
  sellers.panel = panel_of_sellers(panel, ids, sellers.of_product);
  return sellers;
}

models::Grid sums_of_sellers(const Sellers& sellers, const domain::Panel& panel, const Prediction& prediction) {
  auto sums = models::make_grid(sellers.panel.products.size(), prediction.totals.columns);
  for (std::size_t p = 0; p < panel.products.size(); ++p) {
    const std::size_t seller = sellers.of_product[p];
    if (seller == Sellers::kOfNone || !prediction.speaks_of(p)) continue;
    for (std::size_t day = 0; day < sums.columns; ++day)
      sums.at(seller, day) += prediction.units(p, panel.products[p].category, day);
  }
  return sums;
}

models::Grid sold_by_sellers(const Sellers& sellers, std::span<const Sums> days) {
  auto sums = models::make_grid(sellers.panel.products.size(), days.size());
  for (std::size_t day = 0; day < days.size(); ++day)
    for (std::size_t p = 0; p < sellers.of_product.size(); ++p)
      if (const std::size_t seller = sellers.of_product[p]; seller != Sellers::kOfNone)
        sums.at(seller, day) += days[day].units[p];
  return sums;
}

SellerFactors sellers_over_parts(const Sellers& sellers, const SaidOfGroups& said, const Blend& blend,
                                 const Prediction& prediction) {
  SellerFactors factors;
  const auto& slice_of_day = prediction.slice_of_day;
  for (std::size_t seller = 0; seller < said.parts.rows; ++seller) {
    std::vector<double> parts(slice_of_day.back() + 1);
    std::vector<double> blended(parts.size());
    for (std::size_t day = 0; day < said.parts.columns; ++day) {
      parts[slice_of_day[day]] += said.parts.at(seller, day);
      blended[slice_of_day[day]] += blended_with_parts(said, blend.sellers[band_of_day(day)], seller, day);
    }
    auto& own = factors[{sellers.panel.categories[seller].id.value}];
    for (std::size_t slice = 0; slice < parts.size(); ++slice)
      own.push_back(parts[slice] > 0 ? std::clamp(blended[slice] / parts[slice], 1 / kMostChange, kMostChange) : 1);
  }
  return factors;
}

void scale_sellers(const SellerFactors& factors, const domain::Panel& panel, Prediction& prediction) {
  if (factors.empty()) return;
  auto& shares = prediction.shares;
  for (std::size_t p = 0; p < shares.rows; ++p) {
    const auto found = factors.find(panel.products[p].product.seller);
    if (found == factors.end()) continue;
    for (std::size_t i = 0; i < shares.columns; ++i)
      shares.at(p, i) *= found->second[std::min(i, found->second.size() - 1)];
  }
  models::to_shares(shares, panel);
}

}  // namespace shelfcast::training
