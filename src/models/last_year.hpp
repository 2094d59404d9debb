// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/models/model.hpp"

#include <array>
#include <vector>

namespace shelfcast::models {

/// The mean of the last thirteen weeks times what the same weeks of earlier years had over their own thirteen weeks
/// before, shaped by the weekdays of the category. All years that the history holds count. A ratio is told by three
/// levels - the product, its category, everything - each drawn to the wider one by how little it sold; or only by the
/// widest. Where no earlier year is known it is 1.
class LastYear final : public Model {
 public:
  enum class Told {
    by_each,
    by_all,
    as_it_was,  ///< no more than what the product sold in these weeks a year ago: the naive forecast of weekly sources
  };
  /// Something of each week ahead, for a year.
  using Weeks = std::array<double, 52>;

  explicit LastYear(Told told) : told_(told) {}

  [[nodiscard]] std::string_view name() const override;
  [[nodiscard]] Role role() const override { return Role::direct; }
  [[nodiscard]] Result<std::string> fit(const Evidence& evidence) const override;
  [[nodiscard]] Result<Grid> predict(std::string_view blob, const Question& question) const override;
  [[nodiscard]] int season_days() const override { return 364; }

 private:
  /// Units a day of every product; `all` are the ratios of everything.
  [[nodiscard]] std::vector<Weeks> weeks_expected(const domain::Panel& panel, Day origin, const Weeks& all) const;

  Told told_;
};

}  // namespace shelfcast::models
