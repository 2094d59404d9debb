// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/base/time.hpp"

#include <optional>
#include <string>

namespace shelfcast::control {

struct ForecastQuestion {
  std::string marketplace;   ///< empty: every one
  std::optional<Day> as_of;  ///< nothing after this day is known; empty: all that is known
  int days = 28;
  std::string level = "product";  ///< product, category or marketplace
  bool total = false;             ///< one row for all days together
};

/// Forecasts made on demand, from what was known at a moment.
class Forecasts {
 public:
  virtual ~Forecasts() = default;
  /// CSV with its header: level,marketplace,id,date,steps,units,amount.
  virtual Result<std::string> csv(const ForecastQuestion& question) = 0;
};

}  // namespace shelfcast::control
