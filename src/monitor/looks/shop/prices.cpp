// SPDX-License-Identifier: Apache-2.0
#include "monitor/beyond_chance.hpp"
#include "monitor/looks/shop/judging.hpp"
#include "monitor/looks/shop/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace shelfcast::monitor::shop {
namespace {

constexpr std::size_t kEnough = 20;     // products of a category, for its prices to say something of another's
constexpr double kLeastSpread = 0.125;  // of a price's logarithm: prices do move

/// Of logarithms: the middle, and a standard deviation that a few mistakes do not stretch.
struct Band {
  double middle = 0;
  double spread = kLeastSpread;
};

Band band_of(const std::vector<double>& logs) {
  constexpr double kQuartiles = 1.349;  // standard deviations apart
  return {quantile(logs, 0.5), std::max((quantile(logs, 0.75) - quantile(logs, 0.25)) / kQuartiles, kLeastSpread)};
}

/// The same of things that are far from each other anyway, as products of a category are.
Band wide_band_of(const std::vector<double>& logs) {
  constexpr double kNineTenths = 3.29;  // standard deviations
  auto band = band_of(logs);
  band.spread = std::max(band.spread, (quantile(logs, 0.95) - quantile(logs, 0.05)) / kNineTenths);
  return band;
}

double log_of(Minor price) {
  return std::log(static_cast<double>(price));
}

/// The price that a product usually had.
double usual(const ShopProduct& product) {
  std::vector<double> logs;
  logs.reserve(product.earlier_prices.size());
  for (const Minor price : product.earlier_prices) logs.push_back(log_of(price));
  return quantile(std::move(logs), 0.5);
}

class Usual {
 public:
  explicit Usual(const Shop& shop) : of_category_(shop.categories.size()) {
    std::vector<std::vector<double>> logs(shop.categories.size());
    std::vector<double> moves;
    for (const auto& product : shop.products) {
      if (product.price <= 0) continue;
      logs[product.category].push_back(log_of(product.price));
      if (!product.earlier_prices.empty()) moves.push_back(log_of(product.price) - usual(product));
    }
    move_ = band_of(moves);
    for (std::size_t c = 0; c < logs.size(); ++c)
      if (logs[c].size() >= kEnough) of_category_[c] = wide_band_of(logs[c]);
  }

  /// Where the price of a product is expected: by its own earlier prices, else by its category's; nullopt: nowhere.
  [[nodiscard]] std::optional<Band> around(const ShopProduct& product) const {
    if (product.earlier_prices.empty()) return of_category_[product.category];
    return Band{usual(product), move_.spread};
  }

 private:
  Band move_;
  std::vector<std::optional<Band>> of_category_;
};

Minor price_of_log(double log) {
  return static_cast<Minor>(std::llround(std::exp(log)));
}

}  // namespace

std::vector<Signal> prices(const Judging& judging) {
  const Usual usual_prices(judging.shop);
  std::vector<Signal> found;
  for (const auto& product : judging.shop.products) {
    const auto band = product.price > 0 ? usual_prices.around(product) : std::nullopt;
    if (!band) continue;
    const double off = (log_of(product.price) - band->middle) / band->spread;
    auto signal = judging.about("price-out-of-band", product, off);
    if (std::abs(off) <= signal.threshold) continue;
    const Minor was = price_of_log(band->middle);
    signal.sentence = fmt::format("{} is offered for {}; {} {}.", product.name, money(product.price, judging.shop),
                                  product.earlier_prices.empty() ? "its category usually asks" : "it usually cost",
                                  money(was, judging.shop));
    const double part = std::min(std::abs(static_cast<double>(product.price - was)) / static_cast<double>(was), 1.0);
    const double a_week =
        static_cast<double>(was) * std::max(product.next_units, product.course ? product.course->foreseen : 0.0);
    rate(signal, static_cast<Minor>(part * a_week));
    found.push_back(std::move(signal));
  }
  return found;
}

}  // namespace shelfcast::monitor::shop
