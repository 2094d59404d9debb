// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/predictions/tables.hpp"

namespace shelfcast::predictions {

/// How far the numbers of a table are from adding up: a category's from the sum of its products', a long period's from
/// that of its steps'. The largest such difference, of units or amounts, as the table is read; 0 unless it is broken.
Micro largest_incoherence(const Table& table);

}  // namespace shelfcast::predictions
