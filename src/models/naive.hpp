// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/models/model.hpp"

namespace shelfcast::models {

enum class Naive {
  last_week,                ///< each day as seven days before, week after week
  mean_28_days,             ///< every day the mean of the last 28
  mean_28_days_by_weekday,  ///< that mean, shaped by the weekdays of the product's category over the last eight weeks
};

/// The forecasts that everyone must beat. They learn nothing: the blob is a name.
class NaiveModel final : public Model {
 public:
  explicit NaiveModel(Naive kind) : kind_(kind) {}

  [[nodiscard]] std::string_view name() const override;
  [[nodiscard]] Role role() const override { return Role::direct; }
  [[nodiscard]] Result<std::string> fit(const Evidence& evidence) const override;
  [[nodiscard]] Result<Grid> predict(std::string_view blob, const Question& question) const override;

 private:
  Naive kind_;
};

}  // namespace shelfcast::models
