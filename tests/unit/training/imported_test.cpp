// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/training/imported.hpp"

#include "models/learners/boosting.hpp"
#include "shelfcast/features/rows.hpp"
#include "shelfcast/training/examples.hpp"
#include "shelfcast/training/train.hpp"
#include "support/toy_shop.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

using namespace shelfcast;
using testing::ToyShop;

namespace {

using Names = std::vector<std::string>;

/// What somebody else trains on what we export: XGBoost, on some of the columns, saved as JSON.
std::string trained_elsewhere(const domain::Panel& panel, const Names& names) {
  std::vector<std::size_t> places;
  const auto columns = features::every_feature();
  for (const auto& name : names)
    places.push_back(
        static_cast<std::size_t>(std::ranges::find(columns, name, &features::Feature::name) - columns.begin()));
  std::vector<float> values;
  std::vector<float> labels;
  training::tell_examples(panel, [&](const training::Example& example) {
    for (const std::size_t place : places) values.push_back(example.features[place]);
    labels.push_back(example.target);
  });
  const auto bytes = models::boost({.table = {labels.size(), names.size(), values}, .labels = labels},
                                   {.objective = {.loss = models::Loss::tweedie}, .trees = 20, .depth = 3});
  auto json = nlohmann::json::from_ubjson(bytes.value());
  json["learner"]["feature_names"] = names;
  return json.dump();
}

training::Trained train(const domain::Panel& panel, const training::Terms& terms = {}) {
  runtime::Runtime runtime({.serving = 1, .workers = 2});
  return training::train(panel, terms, runtime, [](double) {}).value();
}

/// Units of the first 28 days by product.
std::vector<double> foreseen(std::string_view blob, const domain::Panel& panel) {
  std::vector<double> sums(panel.products.size());
  REQUIRE(training::forecast(blob, panel, [&](const domain::CategoryForecast& category) {
    for (std::size_t i = 0; i < category.rows.size(); ++i) {
      const auto days = category.units.subspan(i * domain::kHorizon, 28);
      sums[category.rows[i]] = std::accumulate(days.begin(), days.end(), 0.0);
    }
  }));
  return sums;
}

double total(const std::vector<double>& units) {
  return std::accumulate(units.begin(), units.end(), 0.0);
}

}  // namespace

TEST_CASE("examples are told origin by origin, and a category's targets are 1 on average") {
  const auto panel = ToyShop{}.panel();
  std::map<std::tuple<std::string_view, Day, std::size_t>, std::pair<double, int>> sums;
  training::tell_examples(panel, [&](const training::Example& example) {
    CHECK(example.features.size() == features::every_feature().size());
    CHECK(example.origin + (example.days == "1-7" ? 7 : 31) <= panel.cut);
    auto& [sum, rows] = sums[{example.days, example.origin, panel.products[example.product].category}];
    sum += static_cast<double>(example.target);
    ++rows;
  });
  CHECK(sums.size() > 60);
  for (const auto& [group, mean] : sums) CHECK(mean.first == Approx(mean.second));
}

TEST_CASE("a model trained elsewhere shares out what the ensemble expects of a category, as it has learnt") {
  const auto panel = ToyShop{}.panel();
  const auto ours = train(panel).blob;
  const auto theirs =
      training::import_model(trained_elsewhere(panel, {"velocity_56", "age", "velocity_28", "median_week"}), ours);
  REQUIRE(theirs);
  CHECK(training::can_forecast(*theirs));
  CHECK(training::is_imported(*theirs));
  CHECK_FALSE(training::is_imported(ours));
  const auto by_us = foreseen(ours, panel);
  const auto by_them = foreseen(*theirs, panel);
  CHECK(total(by_them) == Approx(total(by_us)));
  for (std::size_t p = 0; p < by_us.size(); ++p) {
    CHECK(by_them[p] == Approx(by_us[p]).epsilon(0.35));
    CHECK(by_them[p] != by_us[p]);
  }
}

TEST_CASE("columns are found by their names, in whatever order they were learnt from") {
  const auto panel = ToyShop{}.panel();
  const auto ours = train(panel).blob;
  auto json = nlohmann::json::parse(trained_elsewhere(panel, {"velocity_28", "median_week"}));
  const auto in_order = training::import_model(json.dump(), ours).value();
  json["learner"]["feature_names"] = {"median_week", "velocity_28"};
  const auto exchanged = training::import_model(json.dump(), ours).value();
  CHECK(foreseen(in_order, panel) != foreseen(exchanged, panel));
  for (auto& tree : json["learner"]["gradient_booster"]["model"]["trees"])
    for (auto& split : tree["split_indices"]) split = 1 - split.get<int>();
  CHECK(foreseen(in_order, panel) == foreseen(training::import_model(json.dump(), ours).value(), panel));
}

TEST_CASE("a model of features that are not ours is refused, and they are named") {
  const auto panel = ToyShop{}.panel();
  const auto ours = train(panel).blob;
  auto json = nlohmann::json::parse(trained_elsewhere(panel, {"velocity_28", "median_week", "age"}));
  json["learner"]["feature_names"] = {"velocity_29", "colour", "age"};
  const auto unknown = training::import_model(json.dump(), ours);
  REQUIRE(!unknown);
  CHECK(unknown.error().code == Code::rejected);
  CHECK(unknown.error().sentence.find("velocity_29 (did you mean 'velocity_2") != std::string::npos);
  CHECK(unknown.error().sentence.find("colour") != std::string::npos);
  CHECK(unknown.error().sentence.find("age") == std::string::npos);

  json["learner"]["feature_names"] = Names{};
  CHECK(training::import_model(json.dump(), ours).error().sentence.find("3 columns and names 0") != std::string::npos);
  CHECK(training::import_model("no model", ours).error().code == Code::corrupt);
}

TEST_CASE("a model from elsewhere is measured in the weeks that it had not seen, and changes nothing that is learnt") {
  const auto panel = ToyShop{.days = 260}.panel();
  auto then = panel;
  then.cut = panel.cut - 70;
  for (auto& product : then.products)
    std::erase_if(product.sales, [&](const auto& sale) { return sale.day > then.cut; });
  const auto ours = train(panel);
  const auto theirs =
      training::import_model(trained_elsewhere(then, {"velocity_28", "velocity_112", "days_sold_28"}), ours.blob);
  const auto measured = train(panel, {.challengers = {{"TOY-trees-1.0.1", theirs.value(), then.cut}}});
  CHECK(measured.blob == ours.blob);
  REQUIRE(measured.challenges.size() == 1);
  const auto& contest = measured.challenges.at("TOY-trees-1.0.1");
  REQUIRE(contest.periods.size() == 7);
  CHECK(contest.periods.front() > then.cut);
  CHECK(contest.errors.at("TOY-trees-1.0.1").size() == 7);
  CHECK(contest.errors.at("TOY-trees-1.0.1").front() < 1);
  CHECK(contest.errors.at(std::string(training::kModelKind)).size() == 7);
}
