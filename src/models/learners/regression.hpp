// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/learners/curvature.hpp"

#include <string>
#include <string_view>

namespace shelfcast::models {

struct RegressionSettings {
  Objective objective{.loss = Loss::poisson};  ///< not `absolute`
  double ridge = 1;         ///< on the sum of the losses: + ridge/2 |weights|^2, the intercept goes free
  double tolerance = 1e-8;  ///< on the norm of the gradient, per unit of the examples' weight
  int most_steps = 100;
};

/// A generalised linear model: link(expected) = intercept + weights * features + base margin.
struct Regression {
  Link link = Link::identity;
  std::vector<double> weights;  ///< of the columns, and then the intercept
  double gradient = 0;          ///< its norm at the end, per unit of weight
  int steps = 0;

  [[nodiscard]] Result<std::vector<float>> predict(const Table& table, std::span<const float> base_margin = {}) const;
  [[nodiscard]] std::string bytes() const;
  static Result<Regression> from_bytes(std::string_view bytes);
};

/// Fits by Newton's method. Columns are taken as they are: who wants the ridge to be fair standardises them. Every
/// value must be a number. The same examples give the same bits, whatever `parallel` does them with. Failure: `invalid`
/// - sizes or numbers make no sense; `rejected` - no optimum was reached (without a ridge, there may be none).
Result<Regression> fit_regression(const Examples& examples, const RegressionSettings& settings,
                                  const Parallel& parallel = in_turn);

}  // namespace shelfcast::models
