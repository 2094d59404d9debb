// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/models/model.hpp"

namespace shelfcast::models {

enum class SeriesMethod {
  smoothing,    ///< exponential smoothing with damped trend and season
  theta,        ///< dynamic optimised theta
  intermittent  ///< TSB: what sells rarely, and may have stopped
};

/// Each row by itself, from nothing but its own history: what sells several units a day is told day by day with a week
/// for a season, the rest week by week. The blob holds each row's few parameters; its state is found anew from the
/// history up to whatever origin is asked.
class SeriesModel final : public Model {
 public:
  explicit SeriesModel(SeriesMethod method) : method_(method) {}

  [[nodiscard]] std::string_view name() const override;
  [[nodiscard]] Role role() const override { return Role::direct; }
  [[nodiscard]] Result<std::string> fit(const Evidence& evidence) const override;
  [[nodiscard]] Result<Grid> predict(std::string_view blob, const Question& question) const override;

 private:
  SeriesMethod method_;
};

}  // namespace shelfcast::models
