// SPDX-License-Identifier: Apache-2.0
// Fits every one-series method to every series of a matrix and forecasts it, on one core: series a second, and the
// forecasts for whoever compares them.
//   bench_models_series MATRIX SEASON STEPS OUT      MATRIX: rows and columns (64 bit), then the rows, in doubles
// OUT gets, method after method, the rows of forecasts in doubles. Each line of output: method, series a second.
#include "models/series/exponential.hpp"
#include "models/series/intermittent.hpp"
#include "models/series/theta.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

using namespace shelfcast;

namespace {

using History = std::span<const double>;
using Means = std::span<double>;

struct Method {
  const char* name;
  void (*run)(History history, std::size_t season, Means means);
};

void tsb(History history, std::size_t /*season*/, Means means) {
  const auto fit = models::fit_intermittent(models::IntermittentKind::tsb, history);
  std::fill(means.begin(), means.end(), models::rate(fit, history));
}

void sba(History history, std::size_t /*season*/, Means means) {
  const auto fit = models::fit_intermittent(models::IntermittentKind::sba, history);
  std::fill(means.begin(), means.end(), models::rate(fit, history));
}

constexpr std::array<Method, 5> kMethods{{
    {"ses", [](History history, std::size_t,
               Means means) { forecast(models::fit_simple_smoothing(history), history, 0, means); }},
    {"ets", [](History history, std::size_t season,
               Means means) { forecast(models::fit_smoothing(history, season), history, season, means); }},
    {"theta", [](History history, std::size_t season,
                 Means means) { forecast(models::fit_theta(history, season), history, season, means); }},
    {"sba", sba},
    {"tsb", tsb},
}};

struct Matrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<double> values;

  [[nodiscard]] History row(std::size_t r) const { return History(values).subspan(r * columns, columns); }
};

Matrix read_matrix(const char* path) {
  std::ifstream in(path, std::ios::binary);
  std::array<std::uint64_t, 2> size{};
  in.read(reinterpret_cast<char*>(size.data()), sizeof size);
  Matrix matrix{.rows = size[0], .columns = size[1], .values = std::vector<double>(size[0] * size[1])};
  in.read(reinterpret_cast<char*>(matrix.values.data()),
          static_cast<std::streamsize>(matrix.values.size() * sizeof(double)));
  if (!in) throw std::runtime_error(std::string("cannot read ") + path);
  return matrix;
}

/// The best of a few rounds over all series.
double series_per_second(const Method& method, const Matrix& matrix, std::size_t season,
                         std::vector<double>& forecasts) {
  const std::size_t steps = forecasts.size() / matrix.rows;
  double best = 0;
  for (int round = 0; round < 3; ++round) {
    const auto began = std::chrono::steady_clock::now();
    for (std::size_t r = 0; r < matrix.rows; ++r)
      method.run(matrix.row(r), season, Means(forecasts).subspan(r * steps, steps));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    best = std::max(best, static_cast<double>(matrix.rows) / took.count());
  }
  return best;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 5) {
    std::cerr << "bench_models_series MATRIX SEASON STEPS OUT\n";
    return 2;
  }
  const auto matrix = read_matrix(arguments[1]);
  const std::size_t season = std::stoul(arguments[2]);
  std::vector<double> forecasts(matrix.rows * std::stoul(arguments[3]));
  std::ofstream out(arguments[4], std::ios::binary);
  for (const auto& method : kMethods) {
    const double speed = series_per_second(method, matrix, season, forecasts);
    if (!std::all_of(forecasts.begin(), forecasts.end(), [](double v) { return std::isfinite(v) && v >= 0; })) {
      std::cerr << method.name << ": a forecast is not a number of units\n";
      return 1;
    }
    std::cout << method.name << ' ' << speed << std::endl;
    out.write(reinterpret_cast<const char*>(forecasts.data()),
              static_cast<std::streamsize>(forecasts.size() * sizeof(double)));
  }
}
