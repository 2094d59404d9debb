// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/backtest.hpp"

#include <string>

namespace shelfcast::app {

/// For people: a table for each level.
std::string backtest_table(const domain::BacktestReport& report);

/// A row for each model and level; what was not measured is empty.
std::string backtest_csv_header();
std::string backtest_csv_rows(const domain::BacktestReport& report);

/// What was left out: a line for each series of a model, at most a few.
std::string left_out(const domain::BacktestReport& report);

}  // namespace shelfcast::app
