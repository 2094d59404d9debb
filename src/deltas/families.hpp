// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deltas/ledger.hpp"
#include "deltas/totals.hpp"
#include "shelfcast/storage/store.hpp"

namespace shelfcast::deltas {

inline constexpr storage::Family kFacts{"facts"};
inline constexpr storage::Family kLedger{"ledger", join_ledgers};
inline constexpr storage::Family kTotals{"totals", join_totals};

}  // namespace shelfcast::deltas
