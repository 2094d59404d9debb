// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/training/train.hpp"

#include "shelfcast/domain/features.hpp"
#include "shelfcast/features/rows.hpp"
#include "shelfcast/models/model.hpp"
#include "support/toy_shop.hpp"
#include "training/confidence.hpp"
#include "training/contenders.hpp"
#include "training/scoring.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>

using namespace shelfcast;
using testing::ToyShop;

namespace {

training::Trained train(const domain::Panel& panel, std::size_t workers = 2) {
  runtime::Runtime runtime({.serving = 1, .workers = workers});
  return training::train(panel, {}, runtime, [](double) {}).value();
}

/// Expected units by product and day.
std::vector<std::vector<double>> forecast(const training::Trained& trained, const domain::Panel& panel) {
  std::vector<std::vector<double>> days(panel.products.size());
  const auto done = training::forecast(trained.blob, panel, [&](const domain::CategoryForecast& category) {
    for (std::size_t i = 0; i < category.rows.size(); ++i) {
      const auto row = category.units.subspan(i * domain::kHorizon, domain::kHorizon);
      days[category.rows[i]].assign(row.begin(), row.end());
    }
  });
  REQUIRE(done);
  return days;
}

double total(const std::vector<double>& days, std::size_t count) {
  return std::accumulate(days.begin(), days.begin() + static_cast<std::ptrdiff_t>(std::min(count, days.size())), 0.0);
}

}  // namespace

TEST_CASE("training gives the same bytes on one thread and on four") {
  const auto panel = ToyShop{.sellers = 3}.panel();
  const auto alone = train(panel, 1);
  const auto together = train(panel, 4);
  CHECK(alone.blob == together.blob);
  CHECK(alone.rival == together.rival);
  CHECK(forecast(alone, panel) == forecast(together, panel));
}

TEST_CASE("a regular shop is foreseen: by product, by month, and in its order") {
  const auto panel = ToyShop{}.panel();
  const auto days = forecast(train(panel), panel);
  for (std::size_t p = 0; p < panel.products.size(); ++p) {
    const auto sold = training::sold(panel, panel.cut - 27, panel.cut).units[p];
    CHECK(total(days[p], 28) == Approx(sold).epsilon(0.25));
  }
}

TEST_CASE("accuracy stands beside the best rival, by name") {
  const auto trained = train(ToyShop{}.panel());
  CHECK(models::find_model(trained.rival) != nullptr);
  REQUIRE(trained.accuracy.size() == 4);  // no category has the 20 products that a ranking is judged on
  CHECK(trained.accuracy.front().name == "WAPE by product, 7 days");
  CHECK(trained.accuracy.front().model < 0.2);
}

TEST_CASE("a training tells how far it rests on each feature: on what is never told of not at all") {
  const auto features = train(ToyShop{}.panel()).features;
  CHECK(features.size() == features::every_feature().size());
  double all = 0;
  for (const auto& [feature, part] : features) all += part;
  CHECK(all == Approx(1));
  CHECK(features.at("discount_past_28") == 0);  // the toy shop knows no promotions
  CHECK(features.at("velocity_28") > 0);
}

TEST_CASE("a product that stopped selling fades, a new one is given a chance") {
  auto panel = ToyShop{.days = 300, .products = 12}.panel();
  std::erase_if(panel.products[11].sales, [&](const auto& sale) { return sale.day > panel.cut - 60; });
  std::erase_if(panel.products[3].sales, [&](const auto& sale) { return sale.day > panel.cut - 60; });
  panel.products[10].sales.clear();
  panel.products[10].product.on_sale_since = panel.cut - 1;
  const auto days = forecast(train(panel), panel);
  CHECK(total(days[11], 28) < total(days[9], 28) / 4);
  CHECK(total(days[10], 28) > 1);
}

TEST_CASE("a product that was announced and has not sold yet is foreseen as products like it sell") {
  auto panel = ToyShop{}.panel();
  panel.products[2].product.name = "Wine glass, red";
  panel.products[5].product.name = "Wine glass";
  panel.products[2].sales.clear();
  panel.products[2].product.on_sale_since = panel.cut;
  const auto days = forecast(train(panel), panel);
  CHECK(total(days[2], 28) > total(days[1], 28));
  CHECK(total(days[2], 28) > total(days[5], 28) / 2);
  CHECK(total(days[2], 28) < total(days[5], 28));
}

TEST_CASE("a history of one day is enough for a forecast, not for measuring it") {
  const auto panel = ToyShop{.days = 1}.panel();
  const auto trained = train(panel);
  CHECK(trained.accuracy.empty());
  CHECK(trained.confidence.size() == 12);
  for (const auto& curve : trained.confidence) CHECK(curve.bins.empty());
  CHECK(total(forecast(trained, panel)[5], 7) > 0);
}

TEST_CASE("confidence is the share of predictions that came within a quarter of what happened") {
  std::vector<training::Outcome> outcomes;
  for (int i = 0; i < 200; ++i) outcomes.push_back({.predicted = 100.0 + i, .hit = i >= 150 || i % 2 == 0});
  const auto bins = training::measure_bins(outcomes);
  REQUIRE(bins.size() >= 2);
  CHECK(bins.front().amount_from == 0);
  CHECK(bins.back().hit_rate == 1);
  CHECK(bins.back().measured == 50);
  CHECK(training::measure_bins({outcomes.begin(), outcomes.begin() + 49}).empty());
}

TEST_CASE("nothing sold is hit only by less than half a unit") {
  std::vector<training::Outcome> outcomes;
  training::add_outcomes({.units = {0.4, 0.6, 2}, .amount = {400, 600, 2000}},
                         {.units = {0, 0, 2}, .amount = {0, 0, 2400}}, outcomes);
  REQUIRE(outcomes.size() == 3);
  CHECK(outcomes[0].hit);
  CHECK(!outcomes[1].hit);
  CHECK(outcomes[2].hit);
}

TEST_CASE("a category that is newer than the fit is foreseen by what it sold, and the others expect what they did") {
  const auto before = ToyShop{}.panel();
  const auto trained = train(before);
  const auto days = forecast(trained, ToyShop{.categories = 3}.panel());
  CHECK(total(days[0], 28) > 0);
  CHECK(total(days[0], 28) == total(forecast(trained, before)[0], 28));
  CHECK(total(days[17], 28) > 0);
}

TEST_CASE("a forecast by anything but a fit is refused") {
  const auto refused = training::forecast("parameters", ToyShop{}.panel(), [](const auto&) {});
  REQUIRE(!refused);
  CHECK(refused.error().code == Code::corrupt);
}

TEST_CASE("a panel of one category is forecast to the same bits as within the whole marketplace") {
  auto whole = ToyShop{.categories = 3, .sellers = GENERATE(0U, 4U)}.panel();
  whole.products[2].sales.clear();  // new, and of another category
  whole.products[2].product.on_sale_since = whole.cut;
  const auto trained = train(whole);
  const auto all = forecast(trained, whole);
  auto part = whole;
  part.categories = {whole.categories[1]};
  std::erase_if(part.products, [](const auto& product) { return product.category != 1; });
  for (auto& product : part.products) product.category = 0;
  const auto some = forecast(trained, part);
  REQUIRE(some.size() == 6);
  for (std::size_t p = 0; p < some.size(); ++p) CHECK(some[p] == all[6 + p]);
}

TEST_CASE("every model can be asked alone, by its name; an unknown one is told which there are") {
  const auto panel = ToyShop{.days = 200, .products = 3}.panel();
  runtime::Runtime runtime({.serving = 1, .workers = 2});
  for (const auto& contender : training::every_contender()) {
    INFO(contender.name);
    double sum = 0;
    double least = 0;
    const auto done = training::forecast_alone(std::string(contender.name), panel, runtime,
                                               [&](const domain::CategoryForecast& category) {
                                                 for (const double units : category.units) {
                                                   sum += units;
                                                   least = std::min(least, units);
                                                 }
                                               });
    REQUIRE(done);
    CHECK(sum > 0);
    CHECK(least >= 0);
  }
  const auto refused = training::forecast_alone("oracle", panel, runtime, [](const domain::CategoryForecast&) {});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::invalid);
  CHECK(refused.error().sentence.find("theta") != std::string::npos);
}
