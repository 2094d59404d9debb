// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/ids.hpp"
#include "training/members.hpp"

#include <map>
#include <span>
#include <vector>

namespace shelfcast::training {

/// How much of each member's word a forecast is made of: not negative, 1 in all.
using Weights = std::vector<double>;

/// Weights that hold everywhere, and those of categories with evidence of their own.
struct BlendWeights {
  Weights everywhere;
  std::map<CategoryId, Weights> of_category;

  [[nodiscard]] const Weights& of(CategoryId category) const;
};

Weights prior_weights(std::span<const Member> members);

/// What came true beside what each member had said, as sums from which the best weights can be found: a few hundred
/// numbers, however many the rows.
class Evidence {
 public:
  explicit Evidence(std::size_t members);

  /// One row: what each said, what came, and how much its square error counts.
  void add(std::span<const double> said, double came, double importance);
  void add(const Evidence& other);
  [[nodiscard]] double rows() const { return rows_; }

  /// The weights with the least square error, drawn to `prior` as if that had been right for `prior_rows` rows in which
  /// the members disagreed as much as they usually do.
  [[nodiscard]] Weights best_weights(const Weights& prior, double prior_rows) const;

 private:
  [[nodiscard]] double together(std::size_t i, std::size_t j) const { return products_[i * members_ + j]; }

  std::size_t members_;
  std::vector<double> products_;  // of what two members said, members x members
  std::vector<double> with_truth_;
  double rows_ = 0;
};

}  // namespace shelfcast::training
