// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "refresh/actuals.hpp"
#include "shelfcast/predictions/coverage_ledger.hpp"
#include "shelfcast/refresh/cycle.hpp"

namespace shelfcast::refresh {

/// Counts, in the coverage ledger, how certainty held of every period that kept tables had told the certainty of, that
/// is over by `end` and not counted yet. Of a cut, the oldest table that is kept speaks: it knew the least.
Result<void> score_coverage(const Rooms& rooms, const domain::Marketplace& marketplace, Day end);

/// How one period of one table held. Nothing is counted of what the table says no certainty of.
predictions::ScoredPeriod score_period(const predictions::Table& table, const FramePeriod& about,
                                       const Actuals& actuals);

/// What the next intervals are to be stretched by, from what was counted of periods that ended by the cut.
Result<domain::IntervalFactors> live_factors(const Rooms& rooms, const std::string& marketplace, Day cut,
                                             const domain::Intervals& measured);

}  // namespace shelfcast::refresh
