// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/ids.hpp"
#include "shelfcast/base/money.hpp"
#include "shelfcast/base/time.hpp"

#include <string>
#include <vector>

namespace shelfcast::domain {

/// What one model by itself says of whole categories.
struct ModelForecast {
  std::string model;
  std::string problem = {};                 ///< what it says nothing of, and why; empty: it speaks of all
  std::vector<CategoryId> categories = {};  ///< those it speaks of, ascending
  std::vector<Micro> units = {};            ///< row-major: categories x cells
};

/// What the models say that do not serve, from the cut of a published table on. Cell i is the days from boundaries[i]
/// up to but excluding boundaries[i+1]: the table's own, as far as they lie after its cut.
struct ModelForecasts {
  std::string marketplace;
  std::string cycle;      ///< of the table
  int lookback_days = 0;  ///< how far back they looked; 0: as far as the cycle does
  Instant made;
  std::vector<Day> boundaries;
  std::vector<ModelForecast> models;
};

}  // namespace shelfcast::domain
