// SPDX-License-Identifier: Apache-2.0
#include "training/stock.hpp"

#include "models/history.hpp"
#include "shelfcast/features/demand.hpp"
#include "shelfcast/training/train.hpp"
#include "support/toy_shop.hpp"
#include "training/parameters.hpp"
#include "training/weeks.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>

using namespace shelfcast;
using features::Demand;
using testing::ToyShop;
using training::Restock;

namespace {

/// Takes a product out of stock: it sells nothing then.
void take_out(domain::Panel& panel, std::size_t product, Day first, Day until) {
  auto& row = panel.products[product];
  std::erase_if(row.sales, [&](const auto& sale) { return first <= sale.day && sale.day < until; });
  row.stock_outs.push_back({.first = first, .until = until});
}

double units(const domain::Panel& panel, std::size_t product, Day from, Day to) {
  return models::units_between(panel.products[product], from, to);
}

std::string blob_of(const domain::Panel& panel) {
  runtime::Runtime runtime({.serving = 1, .workers = 2});
  return training::train(panel, runtime, [](double) {}).value().blob;
}

/// Expected units of the next 28 days by product.
std::vector<double> next_month(const domain::Panel& panel) {
  std::vector<double> sums(panel.products.size());
  REQUIRE(training::forecast(blob_of(panel), panel, [&](const domain::CategoryForecast& category) {
    for (std::size_t i = 0; i < category.rows.size(); ++i) {
      const auto days = category.units.subspan(i * domain::kHorizon, 28);
      sums[category.rows[i]] = std::accumulate(days.begin(), days.end(), 0.0);
    }
  }));
  return sums;
}

}  // namespace

TEST_CASE("days out of stock are filled with what the product sold before, for four weeks") {
  auto panel = ToyShop{}.panel();
  const Day out = panel.cut - 59;
  const double usual = units(panel, 5, out - 28, out - 1) / 28;
  take_out(panel, 5, out, out + 50);
  const Demand demand(panel);
  CHECK(units(panel, 5, out, out + 49) == 0);
  CHECK(units(demand.panel(), 5, out, out + 27) == Approx(28 * usual));
  CHECK(units(demand.panel(), 5, out + 28, out + 49) == 0);
  CHECK(units(demand.panel(), 5, out + 50, panel.cut) == units(panel, 5, out + 50, panel.cut));
  CHECK(units(demand.panel(), 4, panel.first, panel.cut) == units(panel, 4, panel.first, panel.cut));
}

TEST_CASE("what was sold on a day that went out of stock stays, and what never sold is not made up") {
  auto panel = ToyShop{}.panel();
  const Day out = panel.cut - 20;
  const double sold = units(panel, 5, out, out);
  REQUIRE(sold > 0);
  panel.products[5].stock_outs.push_back({.first = out, .until = out + 1});
  take_out(panel, 3, panel.first, panel.first + 30);
  const Demand demand(panel);
  CHECK(units(demand.panel(), 5, out, out) == sold);
  CHECK(units(demand.panel(), 3, panel.first, panel.first + 29) == 0);
}

TEST_CASE("what fills a day follows from earlier days alone") {
  auto panel = ToyShop{}.panel();
  const Day out = panel.cut - 40;
  take_out(panel, 5, out, out + 10);
  auto other = panel;
  for (auto& sale : other.products[5].sales)
    if (sale.day >= out + 5) sale.units *= 9;
  other.products[5].stock_outs.back().until = panel.cut + 1;
  const Demand demand(panel);
  const Demand of_other(other);
  for (Day day = panel.first; day < out + 10; day = day + 1)
    REQUIRE(units(demand.panel(), 5, day, day) == units(of_other.panel(), 5, day, day));
}

TEST_CASE("the weeks of a weekly source are filled as its days are") {
  auto panel = ToyShop{.days = 210}.panel();
  panel.marketplace.grain = domain::Grain::week;
  for (auto& product : panel.products)
    std::erase_if(product.sales, [](const auto& sale) { return weekday(sale.day) != 6; });
  const Day sunday = panel.cut - weekday(panel.cut) - 1;
  take_out(panel, 5, sunday - 21, sunday - 7);
  const auto spread = training::with_weeks_spread(panel);
  const auto& out = spread.products[5].stock_outs.front();
  CHECK(out.first == sunday - 27);
  CHECK(out.until == sunday - 13);
  const Demand demand(spread);
  CHECK(units(demand.panel(), 5, sunday - 27, sunday - 14) ==
        Approx(units(demand.panel(), 5, sunday - 55, sunday - 28) / 2).epsilon(0.01));
}

TEST_CASE("the longer a product has been out of stock, the less it is expected back") {
  auto panel = ToyShop{.days = 400, .products = 30}.panel();
  for (std::size_t p = 0; p < 40; ++p) take_out(panel, p, panel.cut - 200, panel.cut - 195);
  for (std::size_t p = 40; p < 50; ++p) take_out(panel, p, panel.cut - 200, panel.cut + 1);
  take_out(panel, 0, panel.cut - 2, panel.cut + 1);
  const auto restock = Restock::learnt(panel, panel.cut);
  REQUIRE(restock.speaks());
  const domain::Band week{"1-7", 1, 7};
  CHECK(restock.in_stock(panel, 1, panel.cut, week) == 1);
  CHECK(restock.in_stock(panel, 0, panel.cut, week) > 0.4);
  CHECK(restock.in_stock(panel, 45, panel.cut, week) < 0.05);
  CHECK(restock.in_stock(panel, 0, panel.cut, {"", 8, 31}) > restock.in_stock(panel, 0, panel.cut, week));
}

TEST_CASE("what stock did after an origin changes nothing of what was expected there") {
  auto panel = ToyShop{.days = 300}.panel();
  const Day origin = panel.cut - 50;
  for (std::size_t p = 0; p < 6; ++p) take_out(panel, p, origin - 100, origin - 90);
  take_out(panel, 7, origin - 3, panel.cut + 1);
  auto other = panel;
  other.products[7].stock_outs.back().until = origin + 2;
  take_out(other, 8, origin + 1, panel.cut + 1);
  const auto restock = Restock::learnt(panel, origin);
  CHECK(restock.chances() == Restock::learnt(other, origin).chances());
  CHECK(restock.in_stock(panel, 7, origin, {"", 1, 7}) == restock.in_stock(other, 7, origin, {"", 1, 7}));
  CHECK(restock.in_stock(other, 8, origin, {"", 1, 7}) == 1);
}

TEST_CASE("a product that sold well and is back after a stock-out is expected to sell well again") {
  const auto before = ToyShop{.days = 300}.panel();
  auto told = before;
  take_out(told, 5, told.cut - 22, told.cut - 1);
  auto silent = told;
  silent.products[5].stock_outs.clear();
  const double usual = next_month(before)[5];
  const double censored = next_month(told)[5];
  CHECK(censored > 0.75 * usual);
  CHECK(next_month(silent)[5] < censored);
}

TEST_CASE("where no stock is told the bytes that were learnt say nothing of it, and those of before are read") {
  const auto panel = ToyShop{}.panel();
  auto told = panel;
  take_out(told, 5, told.cut - 22, told.cut - 15);
  const auto plain = training::parse_parameters(blob_of(panel)).value();
  CHECK(!plain.restock.speaks());
  const auto with_stock = training::parse_parameters(blob_of(told)).value();
  REQUIRE(with_stock.restock.speaks());
  CHECK(training::to_bytes(with_stock) == blob_of(told));
  auto without = with_stock;
  without.restock = {};
  CHECK(training::can_forecast(training::to_bytes(without)));
  without.restock = Restock({0.5, 2});
  CHECK(!training::can_forecast(training::to_bytes(without)));
}
