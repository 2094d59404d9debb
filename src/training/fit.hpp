// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"
#include "shelfcast/runtime/runtime.hpp"
#include "training/parameters.hpp"

#include <functional>
#include <span>
#include <vector>

namespace shelfcast::training {

/// Fits the members of products at several origins: one job for each origin and band, so that all threads are busy. In
/// the order of `origins`; `fitted` is called after each job.
Result<std::vector<ProductBlobs>> fit_products_at(const domain::Panel& panel, std::span<const Day> origins,
                                                  runtime::Runtime& runtime, const std::function<void()>& fitted);

/// The members of groups, of a panel of groups. That is cheap, so that a backtest does it at each of its origins.
Result<Blobs> fit_groups(const domain::Panel& groups, Day origin);

}  // namespace shelfcast::training
