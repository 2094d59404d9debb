// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/monitor/feature_watch.hpp"
#include "shelfcast/monitor/importance_watch.hpp"

namespace shelfcast::app {

/// What a marketplace's models learn from, as cycles kept it of a cut and of the days before it; but for what follows
/// the calendar. Nothing where none was kept of the cut.
Result<monitor::FeatureDays> feature_days(const House& house, const domain::Marketplace& marketplace, Day cut);

/// How far its last trainings rest on each feature.
Result<monitor::Importances> importances_of(const House& house, const domain::Marketplace& marketplace);

}  // namespace shelfcast::app
