// SPDX-License-Identifier: Apache-2.0
#include "models/learners/network.hpp"
#include "shelfcast/base/exact_math.hpp"
#include "shelfcast/base/random.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace shelfcast;
using namespace shelfcast::models;

namespace {

constexpr std::size_t kColumns = 5;

struct Sold {
  std::vector<float> values;
  std::vector<float> means;
  std::vector<float> labels;

  [[nodiscard]] Table table() const { return {labels.size(), kColumns, values}; }
  [[nodiscard]] Examples examples() const { return {.table = table(), .labels = labels}; }
};

/// Counts whose mean bends with two of five columns of very different sizes.
Sold sold(std::uint64_t seed, std::size_t rows) {
  Sold made;
  Random random(seed, 0);
  for (std::size_t i = 0; i < rows; ++i) {
    double row[kColumns];
    for (double& value : row) value = random.uniform() * 2 - 1;
    const double mean = exact::exp(1 + exact::sin(2 * row[0]) - row[1] * row[1]);
    double size = 1;
    for (const double value : row) made.values.push_back(static_cast<float>(1000 + value * (size *= 10)));
    made.means.push_back(static_cast<float>(mean));
    made.labels.push_back(static_cast<float>(random.poisson(mean)));
  }
  return made;
}

NetworkSettings settings_of(Loss loss) {
  return {.objective = {.loss = loss}, .hidden = {16}, .seed = 3};
}

double mean_error(std::span<const float> forecast, std::span<const float> truth) {
  double sum = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) sum += static_cast<double>(std::fabs(forecast[i] - truth[i]));
  return sum / static_cast<double>(truth.size());
}

}  // namespace

TEST_CASE("a network finds the bends in what was sold, with one hidden layer or two") {
  const auto loss = GENERATE(Loss::squared, Loss::squared_log, Loss::poisson, Loss::tweedie);
  auto settings = settings_of(loss);
  settings.hidden = GENERATE(std::vector<std::uint32_t>{16}, std::vector<std::uint32_t>{20, 8});
  const auto past = sold(1, 6000);
  const auto future = sold(2, 1000);
  const auto network = train_network(past.examples(), settings);
  REQUIRE(network);
  const std::vector<float> constant(1000, 2.7F);
  const double worst = loss == Loss::squared_log ? 0.5 : 0.25;
  CHECK(mean_error(*network->predict(future.table()), future.means) < worst * mean_error(constant, future.means));
}

TEST_CASE("a network's gradient is the slope of its loss") {
  const auto layers = layers_of(3, std::vector<std::uint32_t>{8, 8});
  Random random(1, 1);
  std::vector<float> parameters(parameters_of(layers));
  for (float& parameter : parameters) parameter = static_cast<float>(random.uniform() - 0.5);
  DensePass pass(layers, 4);
  const auto sum_of_outputs = [&] {
    for (std::size_t i = 0; i < 4; ++i)
      for (std::size_t j = 0; j < 3; ++j) pass.row(i)[j] = static_cast<float>(i) - static_cast<float>(j) * 0.7F;
    pass.forward(parameters);
    double sum = 0;
    for (std::size_t i = 0; i < 4; ++i) sum += static_cast<double>(pass.output(i)) * static_cast<double>(i + 1);
    return sum;
  };
  sum_of_outputs();
  for (std::size_t i = 0; i < 4; ++i) pass.slope(i, static_cast<float>(i + 1));
  std::vector<float> gradient(parameters.size());
  pass.backward(parameters, gradient);
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    const float kept = parameters[p];
    parameters[p] = kept + 0.002F;
    const double above = sum_of_outputs();
    parameters[p] = kept - 0.002F;
    const double below = sum_of_outputs();
    parameters[p] = kept;
    CHECK((above - below) / 0.004 == Approx(gradient[p]).margin(2e-3));
  }
}

TEST_CASE("the same examples and seed train the same network, another seed another") {
  const auto past = sold(1, 1000);
  auto settings = settings_of(Loss::poisson);
  const auto once = train_network(past.examples(), settings)->bytes();
  CHECK(once == train_network(past.examples(), settings)->bytes());
  settings.seed = 4;
  CHECK(once != train_network(past.examples(), settings)->bytes());
}

TEST_CASE("what a network is told beforehand is not learnt, and is added when asked") {
  auto past = sold(1, 6000);
  std::vector<float> offsets;
  for (std::size_t i = 0; i < past.labels.size(); ++i) {
    offsets.push_back(i % 2 == 0 ? 0 : 2);
    if (i % 2 != 0) past.labels[i] *= static_cast<float>(exact::exp(2));
  }
  auto examples = past.examples();
  examples.base_margin = offsets;
  const auto network = train_network(examples, settings_of(Loss::poisson));
  const auto plain = network->predict(past.table());
  const auto shifted = network->predict(past.table(), offsets);
  CHECK((*shifted)[1] == Approx((*plain)[1] * static_cast<float>(exact::exp(2))).epsilon(1e-5));
  CHECK(mean_error(*plain, past.means) < 0.4);
}

TEST_CASE("a row that counts for nothing teaches a network nothing") {
  auto past = sold(1, 4000);
  std::vector<float> weights(4000, 1);
  for (std::size_t i = 0; i < weights.size(); i += 2) {
    weights[i] = 0;
    past.labels[i] = 1000;
  }
  auto examples = past.examples();
  examples.weights = weights;
  const auto network = train_network(examples, settings_of(Loss::poisson));
  CHECK(mean_error(*network->predict(past.table()), past.means) < 0.5);
}

TEST_CASE("a network answers for missing and for unheard-of values with numbers") {
  const auto past = sold(1, 1000);
  const auto network = train_network(past.examples(), settings_of(Loss::poisson));
  std::vector<float> odd(kColumns, std::nanf(""));
  odd.insert(odd.end(), kColumns, 1e30F);
  const auto forecast = network->predict({2, kColumns, odd});
  CHECK(std::isfinite((*forecast)[0]));
  CHECK((*forecast)[1] < 1000);
}

TEST_CASE("a network survives its bytes, and damaged ones are refused") {
  const auto past = sold(1, 300);
  const auto network = train_network(past.examples(), settings_of(Loss::squared));
  const auto bytes = network->bytes();
  CHECK(*Network::from_bytes(bytes)->predict(past.table()) == *network->predict(past.table()));
  for (std::size_t length = 0; length < bytes.size(); ++length)
    CHECK(Network::from_bytes(std::string_view(bytes).substr(0, length)).error().code == Code::corrupt);
  CHECK_FALSE(Network::from_bytes(bytes + "x"));
}

TEST_CASE("a network refuses what it cannot learn, says why, and learns from a single row") {
  auto past = sold(1, 100);
  CHECK(train_network({}, {}).error().place == "table");
  CHECK(train_network(past.examples(), settings_of(Loss::poisson))->predict({1, 2, {}}).error().code == Code::invalid);
  const Examples one{.table = {1, kColumns, std::span(past.values).first(kColumns)},
                     .labels = std::span(past.labels).first(1)};
  CHECK(train_network(one, settings_of(Loss::poisson)));
  CHECK(train_network(past.examples(), {.hidden = {32, 0}}).error().place == "hidden");
  past.labels[3] = -1;
  CHECK(train_network(past.examples(), settings_of(Loss::poisson)).error().place == "labels");
}
