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
  std::string level = "product";  ///< product, category, marketplace or all of them
  bool total = false;             ///< one row for all days together
  bool intervals = false;         ///< that hold 80 % and 95 %, where they were measured
  std::string model;              ///< one model alone, by its name; empty: the ensemble, which alone has intervals
  bool json = false;              ///< a JSON object in each line instead of CSV
};

/// Forecasts made on demand, from what was known at a moment.
class Forecasts {
 public:
  virtual ~Forecasts() = default;
  /// CSV with its header: level,marketplace,id,date,steps,units,amount and, with intervals, lo80,hi80,lo95,hi95, which
  /// are empty where nothing was measured. As JSON the same names, and null. `invalid` names the models there are.
  virtual Result<std::string> lines(const ForecastQuestion& question) = 0;
};

}  // namespace shelfcast::control
