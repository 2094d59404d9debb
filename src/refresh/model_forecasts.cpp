// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/refresh/model_forecasts.hpp"

#include "shelfcast/domain/features.hpp"
#include "shelfcast/features/panel.hpp"
#include "shelfcast/training/single_models.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace shelfcast::refresh {
namespace {

/// Those of the table that lie after its cut.
std::vector<Day> boundaries_after_cut(const domain::Cube& cube) {
  const Day first = cube.receipt.data_cut + 1;
  return {std::ranges::lower_bound(cube.boundaries, first), cube.boundaries.end()};
}

void append_cells(std::span<const double> days, std::span<const Day> boundaries, std::vector<Micro>& cells) {
  for (std::size_t i = 0; i + 1 < boundaries.size(); ++i) {
    double units = 0;
    for (Day day = boundaries[i]; day < boundaries[i + 1]; day = day + 1) {
      const auto at = static_cast<std::size_t>(day - boundaries.front());
      if (at < days.size()) units += days[at];
    }
    cells.push_back(std::llround(units * static_cast<double>(kMicro)));
  }
}

domain::ModelForecast folded(const training::SaidOfCategories& said, const domain::Panel& panel,
                             std::span<const Day> boundaries) {
  domain::ModelForecast forecast{.model = said.model, .problem = said.problem};
  const std::span<const double> units = said.units;
  for (std::size_t i = 0; i < said.categories.size(); ++i) {
    forecast.categories.push_back(panel.categories[said.categories[i]].id);
    append_cells(units.subspan(i * domain::kHorizon, domain::kHorizon), boundaries, forecast.units);
  }
  return forecast;
}

}  // namespace

Result<domain::ModelForecasts> forecast_by_models(const Rooms& rooms, const Settings& settings,
                                                  const predictions::Table& table, int lookback_days) {
  const auto& cube = table.cube();
  const auto marketplace = rooms.catalogue.marketplace(cube.marketplace);
  if (!marketplace) return std::unexpected(marketplace.error());
  const int all = settings.history_days;
  const auto panel =
      features::panel_as_known_at(rooms.deltas, rooms.catalogue, *marketplace, cube.receipt.known_at,
                                  {.history_days = lookback_days > 0 ? std::min(lookback_days, all) : all,
                                   .cut = cube.receipt.data_cut,
                                   .runtime = &rooms.runtime});
  if (!panel) return std::unexpected(panel.error());
  domain::ModelForecasts forecasts{.marketplace = cube.marketplace,
                                   .cycle = cube.receipt.cycle,
                                   .lookback_days = lookback_days,
                                   .made = {},
                                   .boundaries = boundaries_after_cut(cube),
                                   .models = {}};
  for (const auto& said : training::say_of_categories(*panel, lookback_days > 0, rooms.runtime))
    forecasts.models.push_back(folded(said, *panel, forecasts.boundaries));
  return forecasts;
}

}  // namespace shelfcast::refresh
