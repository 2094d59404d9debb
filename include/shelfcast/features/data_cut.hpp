// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/deltas/deltas.hpp"
#include "shelfcast/domain/catalogue.hpp"

namespace shelfcast::features {

/// The moment from which a local day is known in full: its end, and the marketplace's lag.
Result<Instant> known_in_full(const domain::Marketplace& marketplace, Day day);

/// The last local day that is known in full at a moment.
Result<Day> data_cut(const domain::Marketplace& marketplace, Instant known_at);

/// The moment from which the last day with a sale is known in full: "now" for historic data sets. `not_found` where
/// there are no sales at all.
Result<Instant> end_of_data(const domain::Marketplace& marketplace, const deltas::Deltas& deltas);

}  // namespace shelfcast::features
