// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/training/partial_forecast.hpp"

#include "shelfcast/domain/features.hpp"
#include "shelfcast/training/train.hpp"
#include "support/toy_shop.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace shelfcast;
using testing::ToyShop;
using training::Basis;

namespace {

using Days = std::vector<std::vector<double>>;  // units by product and day

std::string blob_of(const domain::Panel& panel) {
  runtime::Runtime runtime({.serving = 1, .workers = 2});
  return training::train(panel, runtime, [](double) {}).value().blob;
}

Days partly(const std::string& blob, Basis basis, const domain::Panel& panel) {
  Days days(panel.products.size());
  REQUIRE(training::forecast_partly(blob, basis, panel, [&](const domain::CategoryForecast& category) {
    for (std::size_t i = 0; i < category.rows.size(); ++i) {
      const auto row = category.units.subspan(i * domain::kHorizon, domain::kHorizon);
      days[category.rows[i]].assign(row.begin(), row.end());
    }
  }));
  return days;
}

double week_of(const std::vector<double>& days) {
  return std::accumulate(days.begin(), days.begin() + 7, 0.0);
}

}  // namespace

TEST_CASE("the level is what a product sold on a mean day of the last year, in whole weeks") {
  const auto panel = ToyShop{.days = 500, .products = 3}.panel();
  const auto days = partly(blob_of(panel), Basis::level, panel);
  for (std::size_t p = 0; p < panel.products.size(); ++p) {
    Micro sold = 0;
    for (const auto& sale : panel.products[p].sales)
      if (sale.day > panel.cut - 364) sold += sale.units;
    CHECK(days[p].front() == Approx(static_cast<double>(sold) / kMicro / 364));
    CHECK(days[p].back() == days[p].front());
  }
}

TEST_CASE("where its own history leads, a product's Saturdays are like its Mondays") {
  const auto panel = ToyShop{}.panel();
  const auto days = partly(blob_of(panel), Basis::own_history, panel);
  for (std::size_t p = 0; p < panel.products.size(); ++p) {
    CHECK(days[p][0] == Approx(days[p][5]).epsilon(0.02));
    CHECK(week_of(days[p]) > 0);
  }
}

TEST_CASE("a product that grew is led on by its own history, above its level") {
  auto panel = ToyShop{}.panel();
  for (auto& sale : panel.products[4].sales)
    if (sale.day > panel.cut - 60) sale.units *= 3;
  const auto blob = blob_of(panel);
  const auto level = partly(blob, Basis::level, panel);
  const auto own = partly(blob, Basis::own_history, panel);
  CHECK(week_of(own[4]) > 1.2 * week_of(level[4]));
  CHECK(week_of(own[3]) < 1.2 * week_of(level[3]));
}

TEST_CASE("a product without a history is expected to sell by what others teach") {
  auto panel = ToyShop{.days = 300, .products = 12}.panel();
  panel.products[10].sales.clear();
  panel.products[10].product.on_sale_since = panel.cut - 1;
  const auto blob = blob_of(panel);
  CHECK(week_of(partly(blob, Basis::level, panel)[10]) == 0);
  CHECK(week_of(partly(blob, Basis::own_history, panel)[10]) == 0);
  CHECK(week_of(partly(blob, Basis::other_products, panel)[10]) > 0);
}

TEST_CASE("what others teach without seasons knows no Saturdays either") {
  const auto panel = ToyShop{}.panel();
  const auto days = partly(blob_of(panel), Basis::other_products, panel);
  for (const auto& product : days) CHECK(product[1] == Approx(product[5]).epsilon(0.1));
}

TEST_CASE("a naive model that serves is told by the same parts; what is no fit is refused") {
  const auto panel = ToyShop{}.panel();
  for (const auto name : training::naive_models()) {
    INFO(name);
    const auto blob = training::naive_blob(name);
    const auto own = partly(blob, Basis::own_history, panel);
    CHECK(own == partly(blob, Basis::other_products, panel));
    for (const auto& days : own) CHECK(days[1] == Approx(days[5]).epsilon(0.02));
  }
  CHECK(!training::forecast_partly("no fit", Basis::own_history, panel, [](const auto&) {}));
}
