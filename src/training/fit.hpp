// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/training/train.hpp"

namespace shelfcast::training {

/// Fits at several origins at once: one job for each origin and band. In the order of `origins`.
Result<std::vector<models::Parameters>> fit_at(const domain::Panel& panel, std::span<const Day> origins, const Parallel& parallel,
                                               const Options& options);

/// The total's fit alone, as of `origin`: cheap, so that it can be made anew for each origin of a backtest.
Result<std::string> fit_total(const domain::Panel& panel, Day origin, std::size_t band);

}  // namespace shelfcast::training
