// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/experiments/ledger.hpp"
#include "shelfcast/experiments/verdict.hpp"
#include "shelfcast/refresh/cycle.hpp"

namespace shelfcast::refresh {

/// Periods back from the cut that are looked at.
inline constexpr int kPromisedPeriods = 28;

/// Scores what tables had promised of every period that is over by the data cut and not scored yet, beside what the
/// naive models and the version served before would have promised from what was known then. A period is a day, of a
/// source that tells of weeks a week; its promise is that of the last table which knew nothing of it. And counts how
/// what tables had said of certainty held.
Result<void> score_promises(const Rooms& rooms, const Settings& settings, const domain::Marketplace& marketplace,
                            Day data_cut);

/// How promises have come true up to a data cut: see experiments::retraining_due. Scores first.
Result<experiments::Course> course_of(const Rooms& rooms, const Settings& settings,
                                      const domain::Marketplace& marketplace, Day data_cut);

/// Pairs of a forecaster and what was promised, where both are known.
experiments::Pairs over_promises(const std::vector<experiments::Score>& scores, std::string_view challenger);

}  // namespace shelfcast::refresh
