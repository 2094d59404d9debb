// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace shelfcast {

/// The chance that a normal number exceeds `z`.
double chance_above(double z);
/// The normal number that is exceeded so often; within +-kFarthest.
double exceeded_by(double chance);
inline constexpr double kFarthest = 12;

/// How far a count is from its mean, as the normal number that is as rare on its side. The counts are negative
/// binomial, Poisson where the variance is no larger than the mean. `below`: how much of the count's own chance counts
/// as less than it. Where that is drawn evenly, counts of what was expected are normal, however few there are.
double deviations(double came, double mean, double variance, double below = 0.5);

}  // namespace shelfcast
