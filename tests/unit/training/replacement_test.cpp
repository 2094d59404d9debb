// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/models/model.hpp"
#include "shelfcast/training/rolling_origin.hpp"
#include "shelfcast/training/train.hpp"
#include "support/toy_shop.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

using namespace shelfcast;
using testing::ToyShop;

namespace {

training::Trained train(const domain::Panel& panel, const training::Terms& terms) {
  runtime::Runtime runtime({.serving = 1, .workers = 2});
  return training::train(panel, terms, runtime, [](double) {}).value();
}

/// Nothing but numbers, none negative, and something of every category; who was replaced when it was asked.
std::vector<domain::Replacement> check_forecast(const training::Trained& trained, const domain::Panel& panel) {
  std::size_t categories = 0;
  std::vector<domain::Replacement> replaced;
  const auto take = [&](const domain::CategoryForecast& category) {
    ++categories;
    double sum = 0;
    for (const double units : category.units) {
      CHECK((std::isfinite(units) && units >= 0));
      sum += units;
    }
    CHECK(sum > 0);
  };
  REQUIRE(training::forecast(trained.blob, panel, take, [&](const auto& row) { replaced.push_back(row); }));
  CHECK(categories == panel.categories.size());
  return replaced;
}

std::vector<std::string> names(const std::vector<domain::Replacement>& replaced) {
  std::vector<std::string> models;
  for (const auto& row : replaced) models.push_back(row.model);
  return models;
}

/// A shop in whose catalogue one discount is no number.
domain::Panel damaged_shop() {
  auto panel = ToyShop{.days = 200, .products = 25}.panel();
  panel.products[3].promotions.push_back(
      {panel.products[3].product.id, panel.first, panel.cut + 400, std::nan(""), {0}});
  return panel;
}

}  // namespace

TEST_CASE("a regular shop needs nobody to stand in") {
  const auto panel = ToyShop{}.panel();
  const auto trained = train(panel, {});
  CHECK(trained.replaced.empty());
  CHECK(training::left_out_of(trained.blob).value().empty());
  CHECK(check_forecast(trained, panel).empty());
}

TEST_CASE("a number in the data that is none stops no training: the models that it breaks are replaced and named") {
  const auto panel = damaged_shop();
  const auto trained = train(panel, {});
  const auto replaced = names(trained.replaced);
  CHECK(std::ranges::count(replaced, "logistic of products") == 1);
  CHECK(std::ranges::count(replaced, "28-day mean of products") == 0);
  for (const auto& row : trained.replaced) CHECK_FALSE((row.by.empty() || row.reason.empty()));
  check_forecast(trained, panel);
}

TEST_CASE(
    "a model that takes too long is left out from the beginning, and what is learnt follows from its name alone") {
  const auto panel = ToyShop{}.panel();
  std::atomic<int> seconds = 0;
  const auto hurried = train(panel, {.seconds_of_model = 20, .stopwatch = [&] { return seconds++ * 1.0; }});
  const auto left_out = training::left_out_of(hurried.blob).value();
  REQUIRE(!left_out.empty());
  CHECK(names(hurried.replaced) == left_out);
  CHECK(hurried.replaced.front().reason == "it took longer than 20 s");
  check_forecast(hurried, panel);

  const auto again = train(panel, {.left_out = left_out});
  CHECK(again.blob == hurried.blob);
  CHECK(train(panel, {}).blob != hurried.blob);
}

TEST_CASE("the simplest models take the time that they need") {
  const auto panel = ToyShop{.days = 100, .products = 3}.panel();
  std::atomic<int> hours = 0;
  const auto trained = train(panel, {.seconds_of_model = 1, .stopwatch = [&] { return hours++ * 3600.0; }});
  const auto replaced = names(trained.replaced);
  CHECK(replaced.size() > 10);
  for (const auto* simplest : {"28-day mean of products", "weekday mean of groups"})
    CHECK(std::ranges::count(replaced, simplest) == 0);
  check_forecast(trained, panel);
}

TEST_CASE("a backtest scores no model by who stood in for it without naming that") {
  const auto panel = damaged_shop();
  runtime::Runtime runtime({.serving = 1, .workers = 2});
  const auto known_at = [&](Day day) -> Result<domain::Panel> {
    auto then = panel;
    then.cut = day;
    for (auto& product : then.products) std::erase_if(product.sales, [&](const auto& sale) { return sale.day > day; });
    return then;
  };
  const auto report = training::roll_origin(
      {panel.first, panel, known_at}, {.horizon = 7, .windows = 1, .models = {"logistic"}}, runtime, [](double) {});
  REQUIRE(report);
  const auto named = std::ranges::find(report->bad, "logistic", &domain::BadSeries::model);
  REQUIRE(named != report->bad.end());
  CHECK(named->problem.find("stood in for it") != std::string::npos);
}
