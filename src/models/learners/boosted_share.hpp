// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/models/model.hpp"

namespace shelfcast::models {

/// Shares within a category by gradient boosting: trees over the features of all products tell how many times the units
/// of its category's mean product a product will sell, starting from its velocity over four weeks.
class BoostedShare final : public Model {
 public:
  [[nodiscard]] std::string_view name() const override { return "boosting"; }
  [[nodiscard]] Role role() const override { return Role::share; }
  [[nodiscard]] Result<std::string> fit(const Evidence& evidence) const override;
  [[nodiscard]] Result<Grid> predict(std::string_view blob, const Question& question) const override;
};

}  // namespace shelfcast::models
