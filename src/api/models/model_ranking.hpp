// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/choice.hpp"
#include "shelfcast/domain/model_forecast.hpp"
#include "shelfcast/predictions/model_book.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace shelfcast::api {

/// A category as it is expected to sell, of everyone or of one merchant.
struct ForecastPlace {
  std::size_t category = 0;  ///< index into the cube's
  domain::Expected expected;
};

/// The largest amount first; of equal ones the lower id.
struct ForecastRanking {
  std::vector<ForecastPlace> places;
  domain::Expected sum;
};

/// Whose products count: all, or those of one seller of the cube.
using OnlyOf = std::optional<SellerId>;

/// A merchant by the source's key or by our id, where any product of the table is theirs.
std::optional<SellerId> find_merchant(const domain::Cube& cube, std::string_view named);

/// As the table has it: what serves.
ForecastRanking rank_served(const predictions::Table& table, const Period& period, const OnlyOf& only_of);

/// As one model by itself says. It speaks of whole categories: a merchant's part in them, and what a unit costs, are
/// the table's. What of the period was sold by the cut is no forecast, and counts as it was.
ForecastRanking rank_said(const predictions::Table& table, const Period& period, const OnlyOf& only_of,
                          const domain::ModelForecasts& forecasts, const domain::ModelForecast& said);

}  // namespace shelfcast::api
