// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/deltas/deltas.hpp"
#include "shelfcast/domain/panel.hpp"
#include "shelfcast/domain/running.hpp"

namespace shelfcast::features {

/// What was sold of a panel's products after its cut and up to its moment, and how much of the last of those days has
/// usually been sold by that time: learnt from the quarters of an hour of the last weeks, category by category.
///
/// As fine as the ledger: a sale of the quarter of an hour in which the moment lies counts as soon as it is known.
Result<domain::Running> running_days(const deltas::Deltas& deltas, const domain::Panel& panel);

}  // namespace shelfcast::features
