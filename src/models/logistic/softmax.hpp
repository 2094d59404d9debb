// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include <Eigen/Core>

namespace shelfcast::models {

/// Rows of one group stand together; each group is one draw of shares that sum to 1.
struct SoftmaxProblem {
  Eigen::Index columns = 0;
  std::vector<float> rows;          ///< row-major, standardised
  std::vector<double> targets;      ///< the share that came to each row: not negative, 1 in all over a group
  std::vector<std::size_t> groups;  ///< where each group begins, and the end
  std::vector<double> weights;      ///< of each group, 1 in all
};

struct NewtonOptions {
  double ridge = 1e-5;
  double tolerance = 1e-8;  ///< on the largest component of the gradient of the mean log-likelihood
  int most_steps = 50;
};

struct SoftmaxFit {
  Eigen::VectorXd weights;
  double gradient = 0;  ///< its largest component at the end
  int steps = 0;
};

/// Maximises the weighted mean of the groups' cross-entropy less ridge/2 |w - prior|^2, by Newton's method from `prior`
/// with the exact gradient and Hessian and halved steps. Sums run in row order, so that the same input gives the same
/// bits.
SoftmaxFit fit_softmax(const SoftmaxProblem& problem, const Eigen::VectorXd& prior, const NewtonOptions& options);

/// Turns scores into shares, in place.
void to_shares(std::span<double> scores);

}  // namespace shelfcast::models
