// SPDX-License-Identifier: Apache-2.0
#include "monitor/beyond_chance.hpp"
#include "monitor/looks/shop/course.hpp"
#include "monitor/looks/shop/judging.hpp"
#include "monitor/looks/shop/words.hpp"
#include "shelfcast/base/chance.hpp"

#include <fmt/format.h>

namespace shelfcast::monitor::shop {
namespace {

/// Of a seller. What it lost is told in money, at the prices that were foreseen: a price that is wrong must not move
/// everybody's share. Whether that is chance is asked of the units: of a few dear products money says little.
struct Account {
  double foreseen = 0;
  double came = 0;
  struct {
    double foreseen = 0;
    double came = 0;
    double variance = 0;
  } units;
};

std::vector<Account> accounts_of(const Shop& shop) {
  std::vector<Account> accounts(shop.sellers.size());
  for (const auto& product : shop.products) {
    if (!product.course || !(product.course->foreseen > 0)) continue;
    const double price = static_cast<double>(product.course->foreseen_amount) / product.course->foreseen;
    auto& account = accounts[product.seller];
    account.foreseen += static_cast<double>(product.course->foreseen_amount);
    account.came += price * product.course->came;
    account.units.foreseen += product.course->foreseen;
    account.units.came += product.course->came;
    account.units.variance += variance_of(*product.course);
  }
  return accounts;
}

}  // namespace

std::vector<Signal> shares(const Judging& judging) {
  const auto accounts = accounts_of(judging.shop);
  Account all;
  for (const auto& account : accounts) {
    all.foreseen += account.foreseen;
    all.came += account.came;
    all.units.foreseen += account.units.foreseen;
    all.units.came += account.units.came;
  }
  std::vector<std::size_t> sellers;
  std::vector<double> sizes;
  std::vector<double> offs;
  for (std::size_t i = 0; i < accounts.size() && all.units.came > 0; ++i) {
    const auto& units = accounts[i].units;
    if (!(units.foreseen > 0)) continue;
    const double had_it_kept_up = units.foreseen * all.units.came / all.units.foreseen;
    sellers.push_back(i);
    sizes.push_back(units.foreseen);
    offs.push_back(deviations(units.came, had_it_kept_up, units.variance));
  }
  const auto beyond = beyond_chance(against_bulk(sizes, offs, {offs, offs}), Side::below, kFalseShare);

  std::vector<Signal> found;
  for (std::size_t i = 0; i < sellers.size(); ++i) {
    const auto& seller = judging.shop.sellers[sellers[i]];
    const auto& account = accounts[sellers[i]];
    const double share = account.came / all.came;
    const double share_foreseen = account.foreseen / all.foreseen;
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
    rate(signal, static_cast<Minor>((share_foreseen - share) * all.came));
    found.push_back(std::move(signal));
  }
  return found;
}

}  // namespace shelfcast::monitor::shop
