// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"
#include "shelfcast/models/model.hpp"

#include <array>
#include <string>
#include <vector>

namespace shelfcast::training {

/// What came true after an origin at one level, and by what errors are measured: in the order of the level's panel, and
/// after those the series that nobody knew at the origin.
struct LevelTruth {
  std::vector<std::string> ids;
  models::Grid units;              ///< series x days
  std::vector<double> amount;      ///< of all days, in minor units
  models::Grid prices;             ///< what a unit was planned to cost: series x days
  std::vector<double> scale;       ///< mean square change from step to step since the first sale; 0: not known
  std::vector<double> weight;      ///< part of the money of the last 28 days before
  std::vector<std::size_t> shelf;  ///< within which each is ranked
  std::vector<bool> young = {};    ///< of the products known at the origin: as is_young() had it
};

/// The levels that models are asked at, the finest first.
inline constexpr std::size_t kLevels = 3;

/// One origin of a backtest: what was known at it, and what came.
struct Window {
  std::array<domain::Panel, kLevels> panels;  ///< products; whole categories; the whole marketplace
  std::array<LevelTruth, kLevels> truth;
  int days = 0;
  int step_days = 1;  ///< how long the source's own steps are
};

/// `then` is what was known at its cut, `now` what is known of the days after it. Both with weeks spread.
Window open_window(domain::Panel then, const domain::Panel& now, int days);

/// M5's scale of a series: the mean square change from step to step after its first sale, in steps that end with
/// `last`; 0 where it never sold or never changed.
double scale_of(const domain::PanelProduct& series, Day first, Day last, int step_days);

}  // namespace shelfcast::training
