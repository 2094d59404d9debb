// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/models/model.hpp"

namespace shelfcast::models {

/// A category's daily units: level, trend, weekly and yearly season, holidays by name. How the level is smoothed and
/// how far season and trend are believed is decided by how well each way did, for the days of the band, at past
/// origins.
class SeasonalTotal final : public Model {
 public:
  [[nodiscard]] std::string_view name() const override { return "seasonal"; }
  [[nodiscard]] Role role() const override { return Role::group_total; }
  [[nodiscard]] Result<std::string> fit(const Evidence& evidence) const override;
  [[nodiscard]] Result<Grid> predict(std::string_view blob, const Question& question) const override;
};

}  // namespace shelfcast::models
