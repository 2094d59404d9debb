// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/models/model.hpp"

namespace shelfcast::models {

/// Each row by itself as a product of parts: a trend whose slope may change at some days, the week and the year as
/// Fourier series, and holidays. The blob holds nothing but whose it is: a row is fitted anew at whatever origin is
/// asked.
class Decomposable final : public Model {
 public:
  [[nodiscard]] std::string_view name() const override { return "decomposable"; }
  [[nodiscard]] Role role() const override { return Role::direct; }
  [[nodiscard]] Result<std::string> fit(const Evidence& evidence) const override;
  [[nodiscard]] Result<Grid> predict(std::string_view blob, const Question& question) const override;
  [[nodiscard]] int season_days() const override { return 364; }
};

}  // namespace shelfcast::models
