// SPDX-License-Identifier: Apache-2.0
#include "models/learners/regression.hpp"

#include "shelfcast/base/bytes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include <Eigen/Cholesky>

namespace shelfcast::models {
namespace {

constexpr std::size_t kRowsWorthThinning = 100'000;
constexpr std::size_t kThinning = 16;
constexpr double kThinnedTolerance = 1e-5;
constexpr double kSmallestStep = 1e-6;
constexpr double kSlowProgress = 0.1;  // a gradient that falls by less in a step wants a Hessian of where it stands
constexpr std::uint8_t kFormat = 1;

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

double dot(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// Newton's method, with a Hessian for as long as it serves. A step is too long when the loss, which is convex, rises
/// at its end about as steeply as it fell at its beginning, so that no value of the loss is ever needed.
class Descent {
 public:
  Descent(const CurvatureSums& sums, const RegressionSettings& settings, Regression& fit)
      : sums_(sums), settings_(settings), fit_(fit) {}

  /// False where the steps ran out, or led nowhere.
  bool descend(std::size_t stride, double tolerance) {
    look(fit_.weights, Wanted::gradient_and_hessian, stride);
    while (norm() > tolerance) {
      if (fit_.steps++ >= settings_.most_steps || !std::isfinite(norm())) return false;
      const double before = norm();
      if (!step(stride)) return false;
      const bool is_slow = norm() > kSlowProgress * before;
      if (norm() > tolerance && is_slow) look(fit_.weights, Wanted::gradient_and_hessian, stride);
    }
    return true;
  }

  [[nodiscard]] double norm() const { return std::sqrt(dot(here_.gradient, here_.gradient)) / here_.weight; }

 private:
  void look(const std::vector<double>& weights, Wanted wanted, std::size_t stride) {
    here_ = sums_.at(weights, wanted, stride);
    // A thinned sum stands for all: the ridge is thinned with it.
    const double ridge = settings_.ridge / static_cast<double>(stride);
    const std::size_t n = weights.size();
    for (std::size_t j = 0; j + 1 < n; ++j) {
      here_.gradient[j] += ridge * weights[j];
      here_.hessian[j * n + j] += ridge;
    }
    if (wanted == Wanted::gradient_and_hessian) factor();
  }

  void factor() {
    const auto n = static_cast<Eigen::Index>(fit_.weights.size());
    factors_.compute(Eigen::Map<const Matrix>(here_.hessian.data(), n, n).selfadjointView<Eigen::Lower>());
  }

  bool step(std::size_t stride) {
    const auto n = static_cast<Eigen::Index>(fit_.weights.size());
    const Eigen::VectorXd direction = factors_.solve(Eigen::Map<const Eigen::VectorXd>(here_.gradient.data(), n));
    const std::span<const double> along(direction.data(), fit_.weights.size());
    const auto from = fit_.weights;
    const double fall = dot(here_.gradient, along);
    for (double length = 1; length > kSmallestStep; length /= 2) {
      for (std::size_t j = 0; j < from.size(); ++j) fit_.weights[j] = from[j] - length * along[j];
      look(fit_.weights, Wanted::gradient, stride);
      if (-dot(here_.gradient, along) <= fall / 2) return true;
    }
    fit_.weights = from;
    return false;
  }

  const CurvatureSums& sums_;
  const RegressionSettings& settings_;
  Regression& fit_;
  Curvature here_;
  Eigen::LDLT<Eigen::MatrixXd, Eigen::Lower> factors_;
};

}  // namespace

Result<Regression> fit_regression(const Examples& examples, const RegressionSettings& settings,
                                  const Parallel& parallel) {
  const Objective& objective = settings.objective;
  if (auto sound = check(examples, labels_of(objective.loss)); !sound) return std::unexpected(sound.error());
  if (objective.loss == Loss::absolute) return fail(Code::invalid, "regression", "the absolute error is not smooth");
  Examples targets = examples;
  const auto labels = targets_of(objective.loss, examples.labels);
  targets.labels = labels;
  Regression fit{.link = link_of(objective.loss), .weights = std::vector<double>(examples.table.columns + 1)};
  fit.weights.back() = best_constant(objective, targets);
  const CurvatureSums sums(objective, targets, parallel);
  Descent descent(sums, settings, fit);
  // Where there are very many rows, a sixteenth of them leads most of the way at a sixteenth of the cost.
  if (examples.table.rows >= kRowsWorthThinning && !descent.descend(kThinning, kThinnedTolerance)) {
    std::ranges::fill(fit.weights, 0);
    fit.weights.back() = best_constant(objective, targets);
  }
  const bool reached = descent.descend(1, settings.tolerance);
  fit.gradient = descent.norm();
  if (!std::isfinite(fit.gradient)) return fail(Code::invalid, "table", "a value is missing or too large");
  if (!reached)
    return fail(Code::rejected, "regression", fmt::format("no optimum was reached, the gradient is {}", fit.gradient));
  return fit;
}

Result<std::vector<float>> Regression::predict(const Table& table, std::span<const float> base_margin) const {
  if (auto sound = check(table, weights.size() - 1, base_margin); !sound) return std::unexpected(sound.error());
  std::vector<float> margins(table.rows);
  for (std::size_t i = 0; i < table.rows; ++i) {
    double sum = weights.back() + (base_margin.empty() ? 0 : static_cast<double>(base_margin[i]));
    const auto row = table.values.subspan(i * table.columns, table.columns);
    for (std::size_t j = 0; j < row.size(); ++j) sum += weights[j] * static_cast<double>(row[j]);
    margins[i] = static_cast<float>(sum);
  }
  expect(link, margins);
  return margins;
}

std::string Regression::bytes() const {
  std::string out(1, static_cast<char>(kFormat));
  put_text(out, name_of(link));
  put_reals(out, weights);
  put_real(out, gradient);
  put_varint(out, static_cast<std::uint64_t>(steps));
  return out;
}

Result<Regression> Regression::from_bytes(std::string_view bytes) {
  ByteReader in(bytes);
  const bool is_ours = in.u8() == kFormat;
  const auto link = link_named(in.text());
  Regression read{.weights = reals(in), .gradient = real(in), .steps = static_cast<int>(in.varint())};
  if (!is_ours || !link || !in.ok() || !in.at_end() || read.weights.empty())
    return fail(Code::corrupt, "regression", "these bytes are not a regression");
  read.link = *link;
  return read;
}

}  // namespace shelfcast::models
