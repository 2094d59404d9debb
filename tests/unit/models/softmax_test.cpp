// SPDX-License-Identifier: Apache-2.0
#include "models/logistic/softmax.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace shelfcast::models;

namespace {

/// Groups of three rows with two columns, whose shares follow the given weights exactly.
SoftmaxProblem problem_of(double first, double second) {
  SoftmaxProblem problem;
  problem.columns = 2;
  problem.groups.push_back(0);
  constexpr int kGroups = 40;
  for (int g = 0; g < kGroups; ++g) {
    std::vector<double> scores;
    for (int i = 0; i < 3; ++i) {
      const float x = static_cast<float>((g * 7 + i * 5) % 11) / 5 - 1;
      const float y = static_cast<float>((g * 3 + i * 8) % 13) / 6 - 1;
      problem.rows.insert(problem.rows.end(), {x, y});
      scores.push_back(first * static_cast<double>(x) + second * static_cast<double>(y));
    }
    to_shares(scores);
    problem.targets.insert(problem.targets.end(), scores.begin(), scores.end());
    problem.groups.push_back(problem.targets.size());
    problem.weights.push_back(1.0 / kGroups);
  }
  return problem;
}

}  // namespace

TEST_CASE("the weights that made the shares are found again, to the stated tolerance") {
  const auto fit = fit_softmax(problem_of(1.5, -0.7), Eigen::VectorXd::Zero(2), {.ridge = 1e-9});
  CHECK(fit.weights[0] == Approx(1.5).margin(1e-4));
  CHECK(fit.weights[1] == Approx(-0.7).margin(1e-4));
  CHECK(fit.gradient < 1e-8);
  CHECK(fit.steps < 15);
}

TEST_CASE("a strong ridge holds the weights at their prior") {
  const Eigen::VectorXd prior = Eigen::VectorXd::Constant(2, 0.25);
  const auto fit = fit_softmax(problem_of(1.5, -0.7), prior, {.ridge = 1e6});
  CHECK((fit.weights - prior).norm() < 1e-4);
}

TEST_CASE("without groups the prior is the answer") {
  const Eigen::VectorXd prior = Eigen::VectorXd::Constant(2, 0.25);
  SoftmaxProblem nothing;
  nothing.columns = 2;
  nothing.groups = {0};
  CHECK(fit_softmax(nothing, prior, {}).weights == prior);
}
