// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/backtest.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace shelfcast::control {

struct BacktestQuestion {
  std::string marketplace;
  std::optional<Day> as_of;  ///< nothing after this day is known; empty: all that is known
  int horizon = 28;
  int windows = 8;
  int step = 7;
  std::size_t top = 10;
  std::vector<std::string> models;  ///< empty: every one
};

/// Forecasts of the past, compared with what came.
class Backtests {
 public:
  using Progress = std::function<void(double fraction)>;
  virtual ~Backtests() = default;

  /// `not_found` where there is no such marketplace, `invalid` where there is no such model or too little history.
  /// `progress` may never be called.
  virtual Result<domain::BacktestReport> run(const BacktestQuestion& question, const Progress& progress) = 0;
};

}  // namespace shelfcast::control
