// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/models/model.hpp"

namespace shelfcast::models {

enum class Learner {
  boosting,  ///< gradient boosted trees
  poisson,   ///< regression for counts
  tweedie,   ///< regression for what is often nothing and sometimes much
  network    ///< a small neural network
};

/// Shares within a category by a learner of tables: from the features of all products it tells how many times the units
/// of its category's mean product a product will sell, starting from its velocity over four weeks.
class LearnedShare final : public Model {
 public:
  explicit LearnedShare(Learner learner) : learner_(learner) {}

  [[nodiscard]] std::string_view name() const override;
  [[nodiscard]] Role role() const override { return Role::share; }
  [[nodiscard]] Result<std::string> fit(const Evidence& evidence) const override;
  [[nodiscard]] Result<Grid> predict(std::string_view blob, const Question& question) const override;
  /// Trees can say, by their splits.
  [[nodiscard]] std::vector<double> rests_on(std::string_view blob) const override;

 private:
  Learner learner_;
};

}  // namespace shelfcast::models
