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

/// The chance that the amount of a product or category comes within 25 % of what is expected: of a period ahead as
/// often as predictions of that size did, of a running one by how far what is left of it may be off. Nullopt where that
/// was not measured.
std::optional<double> confidence_of(const Table& table, Frame frame, domain::Level level, std::size_t index,
                                    const Period& period);

}  // namespace shelfcast::predictions
