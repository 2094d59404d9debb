// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/level.hpp"
#include "shelfcast/predictions/tables.hpp"

namespace shelfcast::predictions {

/// What a table expects of a row in a covered period: of a product or a category by its index, or of everything.
domain::Expected expected_of(const Table& table, domain::Level level, std::size_t index, const Period& period);

/// The interval of its units. Only of periods that have begun by the day after the cut and end after it, since only
/// such were measured; what was sold before the cut is certain. Nullopt of others, and where nothing was measured.
std::optional<domain::IntervalPair> interval_of(const Table& table, domain::Level level, std::size_t index,
                                                const Period& period);

}  // namespace shelfcast::predictions
