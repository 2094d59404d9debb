// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/seasonal/shape.hpp"

#include <optional>
#include <span>

namespace shelfcast::models {

/// A month that was told as a whole, or of which every day is known.
struct MonthMean {
  Day first;
  double units = 0;  ///< a day
  bool told = false;
};

/// The months told of a category, or of all together, that were known after the last day of its daily series, and
/// behind them those of the series.
std::vector<MonthMean> month_means(const domain::Panel& panel, std::optional<CategoryId> of, const Series& series);

/// Draws the season of the year to what months told show beside the year around each. How many weeks of evidence that
/// is: 0 where less than a year around any of them is known.
double learn_from_months(std::span<const MonthMean> months, SeasonalShape& shape);

}  // namespace shelfcast::models
