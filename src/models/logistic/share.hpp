// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/models/model.hpp"

namespace shelfcast::models {

/// Shares within a category by logistic regression: softmax over its products on sale of a linear score of their
/// features. Without evidence a product's odds are its velocity over four weeks.
class LogisticShare final : public Model {
 public:
  [[nodiscard]] std::string_view name() const override { return "logistic"; }
  [[nodiscard]] Role role() const override { return Role::share; }
  [[nodiscard]] Result<std::string> fit(const Evidence& evidence) const override;
  [[nodiscard]] Result<Grid> predict(std::string_view blob, const Question& question) const override;
  [[nodiscard]] std::vector<double> rests_on(std::string_view blob) const override;
};

}  // namespace shelfcast::models
