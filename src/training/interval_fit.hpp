// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/runtime/runtime.hpp"
#include "shelfcast/training/intervals.hpp"
#include "training/runs.hpp"

namespace shelfcast::training {

/// A level of few series, of which there are fewer pairs than an interval needs, is measured together with the level
/// below it: its relative errors are larger, so that the intervals are rather too wide.
domain::Intervals fit_intervals(RunPairs pairs, domain::Grain grain, runtime::Runtime& runtime);

std::string to_bytes(const domain::Intervals& intervals);
/// Nullopt where these are no bytes of intervals.
std::optional<domain::Intervals> parse_intervals(std::string_view bytes);

}  // namespace shelfcast::training
