// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"
#include "shelfcast/runtime/runtime.hpp"
#include "training/parameters.hpp"

#include <functional>
#include <span>
#include <vector>

namespace shelfcast::training {

/// Fits every band at several origins: one job for each origin and band, so that all threads are busy. In the order of
/// `origins`; `fitted` is called after each job.
Result<std::vector<Parameters>> fit_at(const domain::Panel& panel, std::span<const Day> origins,
                                       runtime::Runtime& runtime, const std::function<void()>& fitted);

/// The categories' part alone. It is cheap, so that a backtest makes it anew at each of its origins.
Result<std::string> fit_total(const domain::Panel& panel, Day origin, std::size_t band);

}  // namespace shelfcast::training
