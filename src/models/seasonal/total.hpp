// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/models/model.hpp"

namespace shelfcast::models {

/// Daily units of series that are large enough to show a shape, such as a category's: level, trend, weekly and yearly
/// season, holidays by name. How the level is smoothed and how far season and trend are believed is decided by how well
/// each way did, for the days of each horizon band, at past origins. It speaks of the origin of its fit: to be fitted
/// anew for a later one.
class SeasonalTotal final : public Model {
 public:
  [[nodiscard]] std::string_view name() const override { return "seasonal"; }
  [[nodiscard]] Role role() const override { return Role::direct; }
  [[nodiscard]] Result<std::string> fit(const Evidence& evidence) const override;
  [[nodiscard]] Result<Grid> predict(std::string_view blob, const Question& question) const override;
  [[nodiscard]] Result<Grid> predict_without_season(std::string_view blob, const Question& question) const override;
};

}  // namespace shelfcast::models
