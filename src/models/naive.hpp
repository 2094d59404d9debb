// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/models/model.hpp"

#include <array>

namespace shelfcast::models {

enum class Naive {
  last_week,                ///< each day as seven days before, week after week
  mean_28_days,             ///< every day the mean of the last 28
  mean_84_days,             ///< the same of twelve weeks
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
  using Week = std::array<double, 7>;
  /// Units a day of a product, by weekday.
  [[nodiscard]] Week shape_of(const domain::PanelProduct& product, const Week& weekdays, Day origin) const;

  Naive kind_;
};

}  // namespace shelfcast::models
