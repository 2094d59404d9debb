// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/backtest.hpp"
#include "shelfcast/domain/panel.hpp"
#include "shelfcast/runtime/runtime.hpp"
#include "shelfcast/training/train.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::training {

/// What the blend of all models is called among them.
inline constexpr std::string_view kEnsemble = "ensemble";

struct RollingOrigin {
  int horizon = 28;  ///< days that are foreseen from each origin
  int windows = 8;   ///< origins; the last one lies a horizon before the end
  int step = 7;      ///< days from one origin to the next
  std::size_t top = 10;
  std::vector<std::string> models = {};  ///< by name; empty: every one
};

/// A marketplace's past, as it is known now and as it was known then.
struct Past {
  Day first;  ///< with a sale
  const domain::Panel& now;
  std::function<Result<domain::Panel>(Day origin)> known_at;
};

/// Forecasts the past from several origins, each time from what was known then, and says how far every model and the
/// ensemble that would have been served were from what came. The ensemble is the one that train() makes of that panel,
/// to the bit. Sales of products that nobody knew then count as not foreseen.
///
/// Failure: `invalid` where there is no such model, or the history is too short: it says how many windows are possible.
/// A model that fails, or says what is no number, for some series is measured by the others; they are named.
Result<domain::BacktestReport> roll_origin(const Past& past, const RollingOrigin& asked, runtime::Runtime& runtime,
                                           const Progress& progress);

}  // namespace shelfcast::training
