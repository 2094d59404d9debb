// SPDX-License-Identifier: Apache-2.0
#include "monitor/chance.hpp"
#include "monitor/looks/shop/course.hpp"
#include "monitor/looks/shop/judging.hpp"
#include "monitor/looks/shop/words.hpp"

#include <fmt/format.h>

#include <cmath>

namespace shelfcast::monitor::shop {
namespace {

/// Of a seller, in money at the prices that were foreseen: a price that is wrong must not move everybody's share.
struct Account {
  double foreseen = 0;
  double came = 0;
  double variance = 0;
};

std::vector<Account> accounts_of(const Shop& shop) {
  std::vector<Account> accounts(shop.sellers.size());
  for (const auto& product : shop.products) {
    if (!product.course || !(product.course->foreseen > 0)) continue;
    const double price = static_cast<double>(product.course->foreseen_amount) / product.course->foreseen;
    auto& account = accounts[product.seller];
    account.foreseen += static_cast<double>(product.course->foreseen_amount);
    account.came += price * product.course->came;
    account.variance += price * price * variance_of(*product.course);
  }
  return accounts;
}

}  // namespace

std::vector<Signal> shares(const Judging& judging) {
  const auto accounts = accounts_of(judging.shop);
  double foreseen = 0;
  double came = 0;
  for (const auto& account : accounts) {
    foreseen += account.foreseen;
    came += account.came;
  }
  std::vector<std::size_t> sellers;
  std::vector<double> sizes;
  std::vector<double> offs;
  for (std::size_t i = 0; i < accounts.size() && came > 0; ++i) {
    if (!(accounts[i].foreseen > 0)) continue;
    const double now_foreseen = accounts[i].foreseen * came / foreseen;  // had its share stayed
    sellers.push_back(i);
    sizes.push_back(accounts[i].foreseen);
    offs.push_back((accounts[i].came - now_foreseen) / std::sqrt(accounts[i].variance));
  }
  const auto beyond = beyond_chance(against_bulk(sizes, offs, offs), Side::below, kFalseShare);

  std::vector<Signal> found;
  for (std::size_t i = 0; i < sellers.size(); ++i) {
    const auto& seller = judging.shop.sellers[sellers[i]];
    const auto& account = accounts[sellers[i]];
    const double share = account.came / came;
    const double share_foreseen = account.foreseen / foreseen;
    const double lost = 1 - share / share_foreseen;
    const double threshold = judging.threshold("share-lost", seller);
    if (!beyond[i] || lost <= threshold) continue;
    Signal signal{.rule = "share-lost",
                  .subject = "seller:" + seller.key,
                  .subject_name = seller.name,
                  .seller = seller.key,
                  .measured = lost,
                  .threshold = threshold};
    signal.sentence =
        fmt::format("{} had {:.2f} % of what the marketplace sold {}; {:.2f} % were foreseen: {} less.", seller.name,
                    share * 100, days(*judging.shop.span), share_foreseen * 100, percent(lost));
    rate(signal, static_cast<Minor>((share_foreseen - share) * came));
    found.push_back(std::move(signal));
  }
  return found;
}

}  // namespace shelfcast::monitor::shop
