// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/control/forecasts.hpp"
#include "shelfcast/domain/panel.hpp"
#include "shelfcast/ranking/cube.hpp"
#include "shelfcast/training/intervals.hpp"

#include <optional>
#include <string>

namespace shelfcast::app {

/// What is expected of a marketplace: products x days, and how sure that is, where that was asked.
struct ExpectedDays {
  const domain::Panel& panel;
  ranking::Cells cells;
  std::optional<domain::Intervals> intervals;
};

/// The first line of CSV; JSON has none.
std::string forecast_header(const control::ForecastQuestion& question);

/// A line for each thing of the level asked for and each day, or for all days together.
void write_forecast(const control::ForecastQuestion& question, const ExpectedDays& expected, std::string& out);

}  // namespace shelfcast::app
