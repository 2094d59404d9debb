// SPDX-License-Identifier: Apache-2.0
#include "training/sellers.hpp"

#include "shelfcast/training/train.hpp"
#include "support/toy_shop.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace shelfcast;
using testing::ToyShop;
using training::Sellers;
using training::sellers_of;

namespace {

constexpr std::size_t kDays = 28;

/// Two categories of two products each, the first of each sold by seller 1, the other by seller 2; of a category 40 a
/// day are expected, of each product the half.
struct Halves {
  domain::Panel panel = ToyShop{.days = 100, .products = 2, .sellers = 2}.panel();
  Sellers sellers = sellers_of(panel);
  training::Prediction prediction = training::make_prediction(panel, kDays);
  training::Blend blend = training::prior_blend();

  Halves() {
    prediction.totals = models::make_grid(2, kDays);
    prediction.totals.values.assign(2 * kDays, 40);
    prediction.shares.values.assign(prediction.shares.values.size(), 0.5);
  }
  /// What all members say of the two sellers, each day.
  [[nodiscard]] training::SellerFactors factors(double of_first, double of_second) const {
    auto word = models::make_grid(2, kDays);
    for (std::size_t day = 0; day < kDays; ++day) {
      word.at(0, day) = of_first;
      word.at(1, day) = of_second;
    }
    const training::SaidOfGroups said{training::Words(training::kSellerMembers.size(), word),
                                      training::sums_of_sellers(sellers, panel, prediction)};
    return training::sellers_over_parts(sellers, said, blend, prediction);
  }
  /// A quarter of the word of the first member, and three of the products'.
  void believe_sellers_a_quarter() {
    for (auto& weights : blend.sellers) {
      weights.front() = 0.25;
      weights.back() = 0.75;
    }
  }
};

/// Of two sellers the second one sells ten units a day all year, each time of another product for four weeks.
domain::Panel renewed_assortment(bool told_who_sells) {
  auto panel = ToyShop{.days = 364, .categories = 1, .products = 16, .sellers = told_who_sells ? 2U : 0U}.panel();
  for (std::size_t p = 0; p < panel.products.size(); ++p) {
    auto& product = panel.products[p];
    product.sales.clear();
    const bool renews = p >= 3;
    if (told_who_sells) product.product.seller = {renews ? 2U : 1U};
    const Day first = renews ? panel.first + static_cast<int>(p - 3) * 28 : panel.first;
    const Day last = renews ? std::min(first + 27, panel.cut) : panel.cut;
    product.product.on_sale_since = first;
    for (Day day = first; day <= last; day = day + 1) product.sales.push_back({day, 10 * kMicro, 10'000});
  }
  return panel;
}

double expected_of_renewing(const domain::Panel& panel) {
  runtime::Runtime runtime({.serving = 1, .workers = 2});
  const auto trained = training::train(panel, {}, runtime, [](double) {}).value();
  double sum = 0;
  REQUIRE(training::forecast(trained.blob, panel, [&](const domain::CategoryForecast& category) {
    for (std::size_t i = 0; i < category.rows.size(); ++i)
      for (std::size_t day = 0; day < kDays && category.rows[i] >= 3; ++day)
        sum += category.units[i * domain::kHorizon + day];
  }));
  return sum;
}

}  // namespace

TEST_CASE("sellers are the same sales, told by who sells") {
  const auto panel = ToyShop{.days = 100, .products = 5, .sellers = 2}.panel();
  const auto sellers = sellers_of(panel);
  REQUIRE(sellers.panel.products.size() == 2);
  CHECK(sellers.of_product == std::vector<std::size_t>{0, 1, 0, 1, 0, 0, 1, 0, 1, 0});
  Micro of_products = 0;
  for (const std::size_t p : {1U, 3U, 6U, 8U})
    for (const auto& sale : panel.products[p].sales) of_products += sale.units;
  Micro of_seller = 0;
  for (const auto& sale : sellers.panel.products[1].sales) of_seller += sale.units;
  CHECK(of_seller == of_products);
}

TEST_CASE("one seller alone is the whole, and who is not told is none") {
  CHECK(sellers_of(ToyShop{.days = 60, .sellers = 1}.panel()).none());
  CHECK(sellers_of(ToyShop{.days = 60}.panel()).none());
}

TEST_CASE("of very many sellers, those with the most products are looked at") {
  auto panel = ToyShop{.days = 1, .categories = 1, .products = 2500}.panel();
  for (std::size_t p = 0; p < panel.products.size(); ++p)  // 500 sellers of one product, 1000 of two
    panel.products[p].product.seller = {static_cast<std::uint32_t>(p < 500 ? 1 + p : 1000 + (p - 500) / 2)};
  const auto sellers = sellers_of(panel);
  CHECK(sellers.panel.products.size() == 1000);
  CHECK(sellers.of_product[499] == Sellers::kOfNone);
  CHECK(sellers.of_product[500] == 0);
  CHECK(sellers.of_product[2499] == 999);
}

TEST_CASE("as long as nothing speaks for sellers' own forecasts, products stay as they were foreseen") {
  Halves halves;
  const auto before = halves.prediction.shares.values;
  training::scale_sellers(halves.factors(90, 10), halves.panel, halves.prediction);
  CHECK(halves.prediction.shares.values == before);
}

TEST_CASE("a seller's products are raised as far as it is believed, and what a category sells stays") {
  Halves halves;
  halves.believe_sellers_a_quarter();
  training::scale_sellers(halves.factors(56, 24), halves.panel, halves.prediction);  // of 40 each: 1.1 and 0.9
  const auto& prediction = halves.prediction;
  for (std::size_t category = 0; category < 2; ++category) {
    CHECK(prediction.units(2 * category, category, 0) == Approx(22));
    CHECK(prediction.units(2 * category + 1, category, kDays - 1) == Approx(18));
  }
}

TEST_CASE("no product's share grows or shrinks more than four times") {
  Halves halves;
  for (auto& weights : halves.blend.sellers) {
    weights.back() = 0;
    weights.front() = 1;
  }
  const auto factors = halves.factors(4e6, 0);
  CHECK(factors.at({1}).front() == 4);
  CHECK(factors.at({2}).front() == 0.25);
}

TEST_CASE("a seller of whom nothing is expected, and one that a fit has not seen, stay as they are") {
  Halves halves;
  halves.believe_sellers_a_quarter();
  halves.prediction.totals.values.assign(2 * kDays, 0);
  CHECK(halves.factors(56, 24).at({1}).front() == 1);
  halves.prediction.totals.values.assign(2 * kDays, 40);
  auto factors = halves.factors(56, 24);
  factors.erase({2});
  training::scale_sellers(factors, halves.panel, halves.prediction);
  CHECK(halves.prediction.shares.at(0, 0) == Approx(1.1 / 2.1));
}

TEST_CASE("a forecast that reaches farther than sellers were foreseen is scaled by the last they were") {
  Halves halves;
  training::SellerFactors factors{{{1}, {1, 3}}, {{2}, {1, 1}}};
  training::scale_sellers(factors, halves.panel, halves.prediction);
  CHECK(halves.prediction.shares.at(0, 0) == Approx(0.5));
  CHECK(halves.prediction.shares.at(0, 1) == Approx(0.75));
  CHECK(halves.prediction.shares.at(0, 27) == Approx(0.75));
}

TEST_CASE("who goes on selling while its products change is foreseen better where it is known who sells") {
  constexpr double kCame = 280;
  const double told = expected_of_renewing(renewed_assortment(true));
  const double not_told = expected_of_renewing(renewed_assortment(false));
  INFO(told << " of " << kCame << ", not told " << not_told);
  CHECK(told == Approx(kCame).epsilon(0.1));
  CHECK(std::abs(told - kCame) < std::abs(not_told - kCame) / 2);
}
