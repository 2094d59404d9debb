// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/model_forecast.hpp"
#include "shelfcast/refresh/cycle.hpp"

namespace shelfcast::refresh {

/// Has every model forecast the categories of a published table, from what that knew and no more, and from its last
/// `lookback_days` where they are not 0: then the ensemble too, which else is the table itself. The same table and
/// lookback give the same numbers.
Result<domain::ModelForecasts> forecast_by_models(const Rooms& rooms, const Settings& settings,
                                                  const predictions::Table& table, int lookback_days);

}  // namespace shelfcast::refresh
