// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/coverage.hpp"

#include <span>

namespace shelfcast::experiments {

/// Runs that are looked at, of each level and length: the newest so many.
inline constexpr std::size_t kLiveRuns = 28;

/// What intervals are to be stretched by, because those that a model measured of itself do not hold what came live. By
/// level and band, for 80 % and for 95 %; what is not clearly off, or rests on too few runs, is left out.
///
/// `measured` is what the model says that is to serve; `runs`, in the order of their cuts, are judged by it and not by
/// the intervals that were published: what the model has learnt of them already is not corrected twice.
domain::IntervalFactors interval_factors(const domain::Intervals& measured, std::span<const domain::LiveRun> runs);

}  // namespace shelfcast::experiments
