// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/learners/losses.hpp"

#include <functional>
#include <vector>

namespace shelfcast::models {

/// Does `work(0)` to `work(parts - 1)`, in any order, on any threads, and returns when all are done.
using Parallel = std::function<void(std::size_t parts, const std::function<void(std::size_t)>& work)>;

/// One after another, in this thread.
void in_turn(std::size_t parts, const std::function<void(std::size_t)>& work);

/// The first and second derivatives, by the weights of a linear margin, of the examples' summed loss. A column of ones
/// stands behind the others, for the intercept.
struct Curvature {
  std::vector<double> gradient;  ///< columns + 1
  std::vector<double> hessian;   ///< its lower triangle, row by row of (columns + 1)^2
  double weight = 0;             ///< of all rows seen
};

enum class Wanted { gradient, gradient_and_hessian };

/// Sums over the rows of a table in parts whose bounds depend on the table alone, added up in their order: the result
/// does not depend on the number of threads.
class CurvatureSums {
 public:
  CurvatureSums(const Objective& objective, const Examples& examples, const Parallel& parallel)
      : objective_(objective), examples_(examples), parallel_(parallel) {}

  /// Of every `stride`-th block of rows; all of them with 1.
  [[nodiscard]] Curvature at(std::span<const double> weights, Wanted wanted, std::size_t stride) const;

 private:
  const Objective& objective_;
  const Examples& examples_;
  const Parallel& parallel_;
};

}  // namespace shelfcast::models
