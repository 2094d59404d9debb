// SPDX-License-Identifier: Apache-2.0
#include "models/logistic/softmax.hpp"

#include "shelfcast/base/exact_math.hpp"

#include <algorithm>

#include <Eigen/Cholesky>

namespace shelfcast::models {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kSmallestStep = 1e-6;

/// Value, gradient and the lower triangle of the negated Hessian at a point.
struct Shape {
  double value = 0;
  VectorXd gradient;
  MatrixXd curvature;
};

Eigen::Map<const Eigen::VectorXf> row_of(const SoftmaxProblem& problem, std::size_t row) {
  return {problem.rows.data() + static_cast<Index>(row) * problem.columns, problem.columns};
}

/// Scores of a group's rows less their largest, and the log of the sum of their exponentials.
double scores_of(const SoftmaxProblem& problem, std::size_t group, const VectorXd& weights,
                 std::vector<double>& scores) {
  const std::size_t begin = problem.groups[group];
  scores.resize(problem.groups[group + 1] - begin);
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i] = row_of(problem, begin + i).cast<double>().dot(weights);
  const double largest = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (double& score : scores) sum += exact::exp(score -= largest);
  return exact::log(sum);
}

double penalty(const VectorXd& away, double ridge) {
  return ridge / 2 * away.squaredNorm();
}

double value_at(const SoftmaxProblem& problem, const VectorXd& weights) {
  std::vector<double> scores;
  double value = 0;
  for (std::size_t g = 0; g + 1 < problem.groups.size(); ++g) {
    const double log_sum = scores_of(problem, g, weights, scores);
    double group = 0;
    for (std::size_t i = 0; i < scores.size(); ++i)
      group += problem.targets[problem.groups[g] + i] * (scores[i] - log_sum);
    value += problem.weights[g] * group;
  }
  return value;
}

/// Adds scale * x x' to the lower triangle. Column by column, so that no blocking by cache size decides the order of
/// sums.
void add_outer(MatrixXd& matrix, const VectorXd& x, double scale) {
  const Index n = x.size();
  for (Index j = 0; j < n; ++j) matrix.col(j).tail(n - j) += (scale * x[j]) * x.tail(n - j);
}

Shape shape_at(const SoftmaxProblem& problem, const VectorXd& weights) {
  const Index n = problem.columns;
  Shape shape{.value = 0, .gradient = VectorXd::Zero(n), .curvature = MatrixXd::Zero(n, n)};
  std::vector<double> scores;
  VectorXd x(n);
  for (std::size_t g = 0; g + 1 < problem.groups.size(); ++g) {
    const double log_sum = scores_of(problem, g, weights, scores);
    const double weight = problem.weights[g];
    VectorXd mean = VectorXd::Zero(n);
    for (std::size_t i = 0; i < scores.size(); ++i) {
      const std::size_t row = problem.groups[g] + i;
      const double share = exact::exp(scores[i] - log_sum);
      x = row_of(problem, row).cast<double>();
      shape.value += weight * problem.targets[row] * (scores[i] - log_sum);
      shape.gradient += (weight * (problem.targets[row] - share)) * x;
      mean += share * x;
      add_outer(shape.curvature, x, weight * share);
    }
    add_outer(shape.curvature, mean, -weight);
  }
  return shape;
}

}  // namespace

SoftmaxFit fit_softmax(const SoftmaxProblem& problem, const VectorXd& prior, const NewtonOptions& options) {
  SoftmaxFit fit{.weights = prior, .gradient = 0, .steps = 0};
  if (problem.groups.size() < 2) return fit;
  for (; fit.steps < options.most_steps; ++fit.steps) {
    auto shape = shape_at(problem, fit.weights);
    const VectorXd away = fit.weights - prior;
    shape.gradient -= options.ridge * away;
    shape.curvature.diagonal().array() += options.ridge;
    fit.gradient = shape.gradient.cwiseAbs().maxCoeff();
    if (fit.gradient < options.tolerance) break;
    const VectorXd direction = shape.curvature.selfadjointView<Eigen::Lower>().ldlt().solve(shape.gradient);
    const double here = shape.value - penalty(away, options.ridge);
    double step = 1;
    while (step > kSmallestStep &&
           value_at(problem, fit.weights + step * direction) - penalty(away + step * direction, options.ridge) < here)
      step /= 2;
    if (step <= kSmallestStep) break;
    fit.weights += step * direction;
  }
  return fit;
}

void to_shares(std::span<double> scores) {
  if (scores.empty()) return;
  const double largest = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (double& score : scores) sum += score = exact::exp(score - largest);
  for (double& score : scores) score /= sum;
}

}  // namespace shelfcast::models
