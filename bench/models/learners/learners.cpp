// SPDX-License-Identifier: Apache-2.0
// Learns 80,000 rows of 41 columns in one thread by boosting and by a network, then asks both; holds the answers
// against what made the labels, and the speed of asking trees against XGBoost's own.
//   bench_models_learners [BINS [LEAVES [ROW_SAMPLE [COLUMN_SAMPLE]]]]
#include "models/learners/boosted_trees.hpp"
#include "models/learners/boosting.hpp"
#include "models/learners/network.hpp"
#include "shelfcast/base/clock.hpp"
#include "shelfcast/base/exact_math.hpp"
#include "shelfcast/base/random.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <limits>

#include <xgboost/c_api.h>

using namespace shelfcast;
using namespace shelfcast::models;

namespace {

constexpr std::size_t kRows = 80'000;
constexpr std::size_t kColumns = 41;

struct Sold {
  std::vector<float> values;
  std::vector<float> labels;
  std::vector<float> means;
  [[nodiscard]] Table table() const { return {kRows, kColumns, values}; }
};

/// Counts of products: levels far apart, a season, a price that matters for some, columns that say nothing.
Sold sold(std::uint64_t seed) {
  Sold made;
  for (std::size_t i = 0; i < kRows; ++i) {
    Random random(seed, i);
    double row[kColumns];
    for (double& value : row) value = random.normal();
    const double mean = exact::exp(0.5 + row[0] + 0.5 * exact::sin(2 * row[1]) + (row[2] > 0.5 ? row[3] * 0.4 : 0) +
                                   0.2 * row[4] * row[5]);
    for (const double value : row)
      made.values.push_back(random.uniform() < 0.05 ? std::nanf("") : static_cast<float>(value));
    made.means.push_back(static_cast<float>(mean));
    made.labels.push_back(static_cast<float>(random.poisson(mean)));
  }
  return made;
}

double deviance(std::span<const float> labels, std::span<const float> means) {
  double sum = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto y = static_cast<double>(labels[i]);
    const auto m = static_cast<double>(means[i]);
    sum += 2 * (m - y + (y > 0 ? y * std::log(y / m) : 0));
  }
  return sum / static_cast<double>(labels.size());
}

double xgboost_seconds(const std::string& bytes, const Table& table) {
  BoosterHandle booster = nullptr;
  XGBoosterCreate(nullptr, 0, &booster);
  XGBoosterLoadModelFromBuffer(booster, bytes.data(), bytes.size());
  XGBoosterSetParam(booster, "nthread", "1");
  const auto layout = fmt::format(R"({{"data":[{},true],"shape":[{},{}],"typestr":"<f4","version":3}})",
                                  reinterpret_cast<std::uintptr_t>(table.values.data()), table.rows, table.columns);
  const bst_ulong* shape = nullptr;
  bst_ulong dimensions = 0;
  const float* out = nullptr;
  const double begin = stopwatch_seconds();
  XGBoosterPredictFromDense(booster, layout.c_str(),
                            R"({"type":1,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":false,
                                "missing":NaN,"cache_id":0})",
                            nullptr, &shape, &dimensions, &out);
  const double seconds = stopwatch_seconds() - begin;
  XGBoosterFree(booster);
  return seconds;
}

void boost_and_ask(const Sold& past, const Sold& future, const BoostingSettings& settings) {
  double begin = stopwatch_seconds();
  const auto bytes = boost({.table = past.table(), .labels = past.labels}, settings);
  const double fitting = stopwatch_seconds() - begin;
  begin = stopwatch_seconds();
  const auto trees = BoostedTrees::from_bytes(bytes.value());
  const double reading = stopwatch_seconds() - begin;
  begin = stopwatch_seconds();
  const auto forecast = trees->predict(future.table());
  const double asking = stopwatch_seconds() - begin;
  fmt::print("boosting: fit {:.2f} s, {} kB read in {:.1f} ms, {:.0f} rows/s asked (XGBoost {:.0f}); deviance {:.4f}\n",
             fitting, bytes->size() / 1000, reading * 1000, kRows / asking,
             kRows / xgboost_seconds(*bytes, future.table()), deviance(future.labels, *forecast));
}

void train_and_ask(const Sold& past, const Sold& future) {
  double begin = stopwatch_seconds();
  const auto network = train_network({.table = past.table(), .labels = past.labels}, {.seed = 1});
  const double fitting = stopwatch_seconds() - begin;
  begin = stopwatch_seconds();
  const auto forecast = network.value().predict(future.table());
  const double asking = stopwatch_seconds() - begin;
  fmt::print("network:  fit {:.2f} s, {} kB, {:.0f} rows/s asked; deviance {:.4f}\n", fitting,
             network->bytes().size() / 1000, kRows / asking, deviance(future.labels, *forecast));
}

}  // namespace

int main(int count, char** arguments) {
  const auto given = [&](int i, double otherwise) {
    return count > i ? std::strtod(arguments[i], nullptr) : otherwise;
  };
  BoostingSettings settings{.objective = {.loss = Loss::poisson}, .seed = 1};
  settings.bins = static_cast<int>(given(1, settings.bins));
  settings.leaves = static_cast<int>(given(2, settings.leaves));
  settings.row_sample = given(3, settings.row_sample);
  settings.column_sample = given(4, settings.column_sample);
  const auto past = sold(1);
  const auto future = sold(2);
  boost_and_ask(past, future, settings);
  train_and_ask(past, future);
  const std::vector<float> constant(kRows, 3.5F);
  fmt::print("deviance of the truth {:.4f}, of a constant {:.4f}\n", deviance(future.labels, future.means),
             deviance(future.labels, constant));
  return 0;
}
