// SPDX-License-Identifier: Apache-2.0
#include "models/learners/regression.hpp"
#include "shelfcast/base/exact_math.hpp"
#include "shelfcast/base/random.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <thread>

using namespace shelfcast;
using namespace shelfcast::models;

namespace {

constexpr std::size_t kColumns = 6;
constexpr double kIntercept = 0.4;
constexpr std::array kTrue{0.8, -0.5, 0.3, 0.0, 0.0, 0.6};

struct Drawn {
  std::vector<float> values;
  std::vector<float> labels;

  [[nodiscard]] Table table() const { return {labels.size(), kColumns, values}; }
  [[nodiscard]] Examples examples() const { return {.table = table(), .labels = labels}; }
};

float label_of(Loss loss, double margin, Random& random) {
  if (loss == Loss::logistic) return random.uniform() < 1 / (1 + exact::exp(-margin)) ? 1 : 0;
  if (loss == Loss::squared) return static_cast<float>(margin + random.normal());
  // A gamma of each count has the variance between Poisson's and gamma's that Tweedie stands for.
  const double counted = static_cast<double>(random.poisson(exact::exp(margin)));
  if (loss == Loss::poisson || counted == 0) return static_cast<float>(counted);
  return static_cast<float>(random.gamma(2 * counted) / 2);
}

Drawn drawn(Loss loss, std::size_t rows) {
  Drawn made;
  Random random(5, 0);
  for (std::size_t i = 0; i < rows; ++i) {
    double margin = kIntercept;
    for (const double weight : kTrue) {
      made.values.push_back(static_cast<float>(random.normal()));
      margin += weight * static_cast<double>(made.values.back());
    }
    made.labels.push_back(label_of(loss, margin, random));
  }
  return made;
}

RegressionSettings settings_of(Loss loss) {
  return {.objective = {.loss = loss}, .ridge = 1e-3};
}

/// Each part in a thread of its own, the last one first.
void in_threads(std::size_t parts, const std::function<void(std::size_t)>& work) {
  std::vector<std::jthread> threads;
  for (std::size_t part = parts; part > 0; --part) threads.emplace_back([&work, part] { work(part - 1); });
}

}  // namespace

TEST_CASE("regression finds the weights that made the labels") {
  const auto loss = GENERATE(Loss::squared, Loss::logistic, Loss::poisson, Loss::tweedie);
  const auto past = drawn(loss, 20'000);
  const auto fit = fit_regression(past.examples(), settings_of(loss));
  REQUIRE(fit);
  for (std::size_t j = 0; j < kColumns; ++j) CHECK(fit->weights[j] == Approx(kTrue.at(j)).margin(0.06));
  CHECK(fit->weights.back() == Approx(kIntercept).margin(0.06));
  CHECK(fit->gradient < 1e-8);
  CHECK(fit->steps < 30);
}

TEST_CASE("regression gives the same bits whatever threads work for it, and above the size where it starts on a part") {
  const auto past = drawn(Loss::poisson, 120'000);
  const auto alone = fit_regression(past.examples(), settings_of(Loss::poisson));
  const auto together = fit_regression(past.examples(), settings_of(Loss::poisson), in_threads);
  REQUIRE(alone);
  CHECK(alone->bytes() == together->bytes());
  CHECK(alone->weights[0] == Approx(kTrue[0]).margin(0.02));
}

TEST_CASE("rows sorted by what they say do not lead regression astray") {
  auto past = drawn(Loss::logistic, 120'000);
  for (std::size_t i = 0; i < past.labels.size(); ++i) past.labels[i] = i < past.labels.size() / 2 ? 0 : 1;
  const auto fit = fit_regression(past.examples(), settings_of(Loss::logistic));
  REQUIRE(fit);
  CHECK(fit->weights[0] == Approx(0).margin(0.03));
}

TEST_CASE("a strong ridge leaves regression only its intercept") {
  const auto past = drawn(Loss::poisson, 5000);
  auto settings = settings_of(Loss::poisson);
  settings.ridge = 1e12;
  const auto fit = fit_regression(past.examples(), settings);
  double sum = 0;
  for (const float label : past.labels) sum += static_cast<double>(label);
  CHECK(std::fabs(fit->weights[0]) < 1e-6);
  CHECK(fit->weights.back() == Approx(std::log(sum / 5000)).epsilon(1e-6));
}

TEST_CASE("a weight is worth as many rows, and none is worth nothing") {
  const auto past = drawn(Loss::poisson, 999);
  std::vector<float> weights(999);
  Drawn repeated;
  for (std::size_t i = 0; i < 999; ++i) {
    weights[i] = static_cast<float>(i % 3);
    for (std::size_t copy = 0; copy < i % 3; ++copy) {
      repeated.labels.push_back(past.labels[i]);
      for (std::size_t j = 0; j < kColumns; ++j) repeated.values.push_back(past.values[i * kColumns + j]);
    }
  }
  auto examples = past.examples();
  examples.weights = weights;
  const auto weighted = fit_regression(examples, settings_of(Loss::poisson));
  const auto counted = fit_regression(repeated.examples(), settings_of(Loss::poisson));
  for (std::size_t j = 0; j <= kColumns; ++j) CHECK(weighted->weights[j] == Approx(counted->weights[j]).margin(1e-7));
}

TEST_CASE("what regression is told beforehand is not learnt, and is added when asked") {
  const auto past = drawn(Loss::poisson, 20'000);
  std::vector<float> known;
  for (std::size_t i = 0; i < past.labels.size(); ++i) known.push_back(0.8F * past.values[i * kColumns]);
  auto examples = past.examples();
  examples.base_margin = known;
  const auto fit = fit_regression(examples, settings_of(Loss::poisson));
  CHECK(fit->weights[0] == Approx(0).margin(0.03));
  const auto plain = fit->predict(past.table());
  const auto shifted = fit->predict(past.table(), known);
  CHECK((*shifted)[7] == Approx((*plain)[7] * std::exp(known[7])).epsilon(1e-5));
}

TEST_CASE("a regression survives its bytes, and damaged ones are refused") {
  const auto past = drawn(Loss::logistic, 500);
  const auto fit = fit_regression(past.examples(), settings_of(Loss::logistic));
  const auto bytes = fit->bytes();
  CHECK(*Regression::from_bytes(bytes)->predict(past.table()) == *fit->predict(past.table()));
  for (std::size_t length = 0; length < bytes.size(); ++length)
    CHECK(Regression::from_bytes(bytes.substr(0, length)).error().code == Code::corrupt);
  CHECK_FALSE(Regression::from_bytes("nothing of ours"));
}

TEST_CASE("regression refuses what it cannot fit, and says why") {
  auto past = drawn(Loss::logistic, 500);
  CHECK(fit_regression({}, {}).error().place == "table");
  CHECK(fit_regression(past.examples(), {.objective = {.loss = Loss::absolute}}).error().code == Code::invalid);
  CHECK(fit_regression(past.examples(), settings_of(Loss::logistic))->predict({1, 2, {}}).error().code ==
        Code::invalid);
  past.labels[3] = 0.5;
  CHECK(fit_regression(past.examples(), settings_of(Loss::logistic)).error().place == "labels");
  past.labels[3] = 1;
  past.values[9] = std::nanf("");
  CHECK(fit_regression(past.examples(), settings_of(Loss::logistic)).error().place == "table");
}
