// SPDX-License-Identifier: Apache-2.0
// Fits a logistic regression to a file of rows (floats, the label last) on two threads and writes the weights, then the
// best of three times, to standard output.
//   bench_models_regression FILE COLUMNS RIDGE
#include "models/learners/regression.hpp"
#include "shelfcast/base/clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <thread>

using namespace shelfcast;
using namespace shelfcast::models;

namespace {

struct Read {
  std::vector<float> values;
  std::vector<float> labels;
};

Read read(const char* file, std::size_t columns) {
  Read all;
  std::ifstream in(file, std::ios::binary);
  std::vector<float> row(columns + 1);
  while (in.read(reinterpret_cast<char*>(row.data()), static_cast<std::streamsize>(row.size() * sizeof(float)))) {
    all.values.insert(all.values.end(), row.begin(), row.end() - 1);
    all.labels.push_back(row.back());
  }
  return all;
}

void on_two_threads(std::size_t parts, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  const auto take = [&] {
    for (std::size_t part = next++; part < parts; part = next++) work(part);
  };
  const std::jthread other(take);
  take();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) return 2;
  const auto columns = static_cast<std::size_t>(std::strtoul(arguments[2], nullptr, 10));
  const auto past = read(arguments[1], columns);
  const Examples examples{.table = {past.labels.size(), columns, past.values}, .labels = past.labels};
  const RegressionSettings settings{.objective = {.loss = Loss::logistic}, .ridge = std::strtod(arguments[3], nullptr)};
  double best = std::numeric_limits<double>::infinity();
  for (int run = 0; run < 3; ++run) {
    const double begin = stopwatch_seconds();
    const auto fit = fit_regression(examples, settings, on_two_threads);
    best = std::min(best, stopwatch_seconds() - begin);
    if (!fit) {
      fmt::print(stderr, "{}\n", fit.error().text());
      return 1;
    }
    if (run > 0) continue;
    for (const double weight : fit->weights) fmt::print("{}\n", weight);
    fmt::print(stderr, "{} steps, gradient {:.1e}\n", fit->steps, fit->gradient);
  }
  fmt::print("{}\n", best);
  return 0;
}
