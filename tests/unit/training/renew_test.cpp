// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/training/renew.hpp"

#include "shelfcast/training/train.hpp"
#include "support/toy_shop.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace shelfcast;
using testing::ToyShop;

namespace {

double month_of_first_product(std::string_view blob, const domain::Panel& panel) {
  double sum = 0;
  REQUIRE(training::forecast(blob, panel, [&](const domain::CategoryForecast& category) {
    if (category.rows.front() == 0) sum = std::accumulate(category.units.begin(), category.units.begin() + 28, 0.0);
  }));
  return sum;
}

}  // namespace

TEST_CASE("a training brought up to its own cut is the same to the byte; to a later one, it knows what came") {
  const auto panel = ToyShop{.sellers = 3}.panel();
  runtime::Runtime runtime({.serving = 1, .workers = 2});
  const auto trained = training::train(panel, {}, runtime, [](double) {}).value();
  CHECK(training::renew(trained.blob, panel).value() == trained.blob);

  auto later = ToyShop{.days = 214, .sellers = 3}.panel();
  for (auto& product : later.products)
    for (auto& sale : product.sales)
      if (sale.day > panel.cut) sale.units *= 3;
  const auto renewed = training::renew(trained.blob, later).value();
  CHECK(renewed != trained.blob);
  CHECK(month_of_first_product(renewed, later) > 1.2 * month_of_first_product(trained.blob, panel));
}

TEST_CASE("only a training can be brought up to date") {
  CHECK(training::renew("nothing", ToyShop{}.panel()).error().code == Code::corrupt);
  CHECK(training::renew(training::naive_blob("28-day mean"), ToyShop{}.panel()).error().code == Code::corrupt);
}
