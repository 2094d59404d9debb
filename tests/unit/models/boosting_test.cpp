// SPDX-License-Identifier: Apache-2.0
#include "models/learners/boosting.hpp"
#include "models/learners/boosted_trees.hpp"
#include "shelfcast/base/exact_math.hpp"
#include "shelfcast/base/random.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <thread>

#include <xgboost/c_api.h>

using namespace shelfcast;
using namespace shelfcast::models;

namespace {

constexpr std::size_t kColumns = 5;

/// Counts whose mean depends on two of five columns; a tenth of the values is missing.
struct Sold {
  std::vector<float> values;
  std::vector<float> means;
  std::vector<float> labels;

  [[nodiscard]] Examples examples() const { return {.table = table(), .labels = labels}; }
  [[nodiscard]] Table table() const { return {labels.size(), kColumns, values}; }
};

Sold sold(std::uint64_t seed, std::size_t rows) {
  Sold made;
  Random random(seed, 0);
  for (std::size_t i = 0; i < rows; ++i) {
    double row[kColumns];
    for (double& value : row) value = random.uniform() * 2 - 1;
    const double mean = exact::exp(1 + row[0] - (row[1] > 0 ? 1.5 : 0));
    for (const double value : row)
      made.values.push_back(random.uniform() < 0.1 ? std::nanf("") : static_cast<float>(value));
    made.means.push_back(static_cast<float>(mean));
    made.labels.push_back(static_cast<float>(random.poisson(mean)));
  }
  return made;
}

BoostingSettings settings_of(Loss loss) {
  return {.objective = {.loss = loss}, .trees = 60, .depth = 4, .row_sample = 0.8, .column_sample = 0.8, .seed = 7};
}

BoostedTrees fitted(const Examples& examples, const BoostingSettings& settings) {
  const auto bytes = boost(examples, settings);
  REQUIRE(bytes);
  auto trees = BoostedTrees::from_bytes(*bytes);
  REQUIRE(trees);
  return std::move(*trees);
}

double mean_error(std::span<const float> forecast, std::span<const float> truth) {
  double sum = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) sum += static_cast<double>(std::fabs(forecast[i] - truth[i]));
  return sum / static_cast<double>(truth.size());
}

double mean_of(std::span<const float> values) {
  double sum = 0;
  for (const float value : values) sum += static_cast<double>(value);
  return sum / static_cast<double>(values.size());
}

/// What XGBoost itself says of a table, as margins.
std::vector<float> asked_of_xgboost(const std::string& bytes, const Table& table) {
  BoosterHandle booster = nullptr;
  DMatrixHandle matrix = nullptr;
  REQUIRE(XGBoosterCreate(nullptr, 0, &booster) == 0);
  REQUIRE(XGBoosterLoadModelFromBuffer(booster, bytes.data(), bytes.size()) == 0);
  REQUIRE(XGDMatrixCreateFromMat(table.values.data(), table.rows, table.columns, std::nanf(""), &matrix) == 0);
  bst_ulong count = 0;
  const float* margins = nullptr;
  REQUIRE(XGBoosterPredict(booster, matrix, 1, 0, 0, &count, &margins) == 0);
  std::vector<float> copied(margins, margins + count);
  XGDMatrixFree(matrix);
  XGBoosterFree(booster);
  return copied;
}

std::string as_json(const std::string& bytes) {
  BoosterHandle booster = nullptr;
  REQUIRE(XGBoosterCreate(nullptr, 0, &booster) == 0);
  REQUIRE(XGBoosterLoadModelFromBuffer(booster, bytes.data(), bytes.size()) == 0);
  bst_ulong size = 0;
  const char* text = nullptr;
  REQUIRE(XGBoosterSaveModelToBuffer(booster, R"({"format":"json"})", &size, &text) == 0);
  std::string copied(text, size);
  XGBoosterFree(booster);
  return copied;
}

}  // namespace

TEST_CASE("boosted trees come closer to what was sold than a constant, whatever they make small") {
  const auto loss = GENERATE(Loss::squared, Loss::squared_log, Loss::absolute, Loss::poisson, Loss::tweedie);
  const auto past = sold(1, 4000);
  const auto future = sold(2, 1000);
  const auto forecast = fitted(past.examples(), settings_of(loss)).predict(future.table());
  REQUIRE(forecast);
  const std::vector<float> constant(1000, static_cast<float>(mean_of(past.labels)));
  CHECK(mean_error(*forecast, future.means) < 0.6 * mean_error(constant, future.means));
}

TEST_CASE("boosted counts expect as much in all as there was") {
  const auto loss = GENERATE(Loss::squared, Loss::poisson, Loss::tweedie);
  const auto past = sold(1, 4000);
  const auto forecast = fitted(past.examples(), settings_of(loss)).predict(past.table());
  CHECK(mean_of(*forecast) == Approx(mean_of(past.labels)).epsilon(0.02));
}

TEST_CASE("the same examples boost the same bytes, in whatever thread and after whatever else") {
  const auto loss = GENERATE(Loss::absolute, Loss::tweedie);
  const auto past = sold(1, 1000);
  const auto once = boost(past.examples(), settings_of(loss));
  REQUIRE(boost(sold(3, 500).examples(), settings_of(Loss::poisson)));
  Result<std::string> again;
  std::jthread([&] { again = boost(past.examples(), settings_of(loss)); }).join();
  auto other = settings_of(loss);
  other.seed = 8;
  CHECK(*once == *again);
  CHECK(*once == *boost(past.examples(), settings_of(loss)));
  CHECK(*once != *boost(past.examples(), other));
}

TEST_CASE("our own walk down the trees ends where XGBoost's does, to the bit") {
  const auto past = sold(1, 1003);
  auto settings = settings_of(Loss::squared);
  settings.leaves = GENERATE(0, 12);
  const auto bytes = boost(past.examples(), settings);
  REQUIRE(bytes);
  CHECK(*BoostedTrees::from_bytes(*bytes)->predict(past.table()) == asked_of_xgboost(*bytes, past.table()));
}

TEST_CASE("a model that XGBoost saved as JSON says the same") {
  const auto past = sold(1, 500);
  const auto bytes = boost(past.examples(), settings_of(Loss::poisson));
  const auto from_json = BoostedTrees::from_bytes(as_json(*bytes));
  REQUIRE(from_json);
  CHECK(*from_json->predict(past.table()) == *BoostedTrees::from_bytes(*bytes)->predict(past.table()));
}

TEST_CASE("a model trained elsewhere is asked by the link of its own objective") {
  const std::string head = R"({"version":[1,7,4],"learner":{"attributes":{},"feature_names":[],"gradient_booster":
    {"name":"gbtree","model":{"trees":[{"left_children":[1,-1,-1],"right_children":[2,-1,-1],"split_indices":[1,0,0],
    "split_conditions":[0.5,-1.0,2.0],"default_left":[0,0,0],"split_type":[0,0,0]}]}},
    "learner_model_param":{"base_score":"2E0","num_class":"0","num_feature":"2"},"objective":{"name":")";
  const std::vector<float> values{9, 0.25F, 9, 0.5F, 9, std::nanf("")};
  const Table table{3, 2, values};
  const auto counted = BoostedTrees::from_bytes(head + R"(count:poisson"}}})")->predict(table);
  REQUIRE(counted);
  CHECK((*counted)[0] == Approx(2 * std::exp(-1.0)));
  CHECK((*counted)[1] == Approx(2 * std::exp(2.0)));
  CHECK((*counted)[2] == (*counted)[1]);
  const auto measured = BoostedTrees::from_bytes(head + R"(reg:squarederror"}}})")->predict(table);
  CHECK(*measured == std::vector<float>{1, 4, 4});
  CHECK(BoostedTrees::from_bytes(head + R"(rank:ndcg"}}})").error().code == Code::rejected);
}

TEST_CASE("what is known beforehand is not learnt again, and is added when asked") {
  auto past = sold(1, 4000);
  std::vector<float> offsets;
  for (std::size_t i = 0; i < past.labels.size(); ++i) {
    offsets.push_back(i % 2 == 0 ? 0 : 2);
    if (i % 2 != 0) past.labels[i] *= static_cast<float>(exact::exp(2));
  }
  auto examples = past.examples();
  examples.base_margin = offsets;
  const auto trees = fitted(examples, settings_of(Loss::poisson));
  const auto plain = trees.predict(past.table());
  const auto shifted = trees.predict(past.table(), offsets);
  CHECK((*shifted)[0] == (*plain)[0]);
  CHECK((*shifted)[1] == Approx((*plain)[1] * static_cast<float>(exact::exp(2))).epsilon(1e-5));
  CHECK(mean_error(*plain, past.means) < 0.4);
}

TEST_CASE("a row that counts for nothing teaches boosting nothing") {
  auto past = sold(1, 2000);
  std::vector<float> weights(2000, 1);
  for (std::size_t i = 0; i < weights.size(); i += 2) {
    weights[i] = 0;
    past.labels[i] = 1000;
  }
  auto examples = past.examples();
  examples.weights = weights;
  const auto loss = GENERATE(Loss::squared_log, Loss::absolute, Loss::poisson);
  CAPTURE(static_cast<int>(loss));
  CHECK(mean_error(*fitted(examples, settings_of(loss)).predict(past.table()), past.means) < 0.8);
}

TEST_CASE("boosting refuses what cannot be learnt from, and says why") {
  const auto past = sold(1, 100);
  auto labels = past.labels;
  labels[3] = GENERATE(std::nanf(""), std::numeric_limits<float>::infinity(), -1.0F);
  CHECK(boost({.table = past.table(), .labels = labels}, settings_of(Loss::poisson)).error().place == "labels");
  const std::vector<float> too_few(99, 1);
  CHECK(boost({.table = past.table(), .labels = too_few}, {}).error().place == "labels");
  CHECK(boost({.table = past.table(), .labels = past.labels, .weights = too_few}, {}).error().place == "weights");
  CHECK(boost({}, {}).error().place == "table");
  CHECK(boost(past.examples(), {.row_sample = 7}).error().place == "boosting");
  auto endless = past;
  endless.values[5] = std::numeric_limits<float>::infinity();
  CHECK(boost(endless.examples(), {}).error().place == "boosting");
}

TEST_CASE("boosted trees refuse a table of other columns, and answer an empty one") {
  const auto past = sold(1, 100);
  const auto trees = fitted(past.examples(), settings_of(Loss::poisson));
  CHECK(trees.predict({100, 4, std::span(past.values).first(400)}).error().code == Code::invalid);
  CHECK(trees.predict({100, 5, std::span(past.values).first(400)}).error().code == Code::invalid);
  CHECK(trees.predict(past.table(), std::span(past.labels).first(3)).error().code == Code::invalid);
  CHECK(trees.predict({0, 5, {}})->empty());
}

TEST_CASE("damaged trees are refused or answer, but never harm") {
  const auto past = sold(1, 200);
  auto settings = settings_of(Loss::poisson);
  settings.trees = 3;
  const auto bytes = *boost(past.examples(), settings);
  for (std::size_t length = 0; length < bytes.size(); length += 7)
    CHECK_FALSE(BoostedTrees::from_bytes(std::string_view(bytes).substr(0, length)));
  Random random(4, 0);
  for (int i = 0; i < 2000; ++i) {
    auto damaged = bytes;
    damaged[random.below(bytes.size())] ^= static_cast<char>(1U << random.below(8));
    if (const auto trees = BoostedTrees::from_bytes(damaged); trees) static_cast<void>(trees->predict(past.table()));
  }
  CHECK(BoostedTrees::from_bytes("not a model").error().code == Code::corrupt);
}
