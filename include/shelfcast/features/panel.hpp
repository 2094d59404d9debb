// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/catalogue/catalogue.hpp"
#include "shelfcast/deltas/deltas.hpp"
#include "shelfcast/domain/panel.hpp"

namespace shelfcast::features {

/// What was known of a marketplace at a moment, its last `history_days` up to the data cut: products on sale by then in
/// the categories they had then, sales as they stood then, prices, promotions and holidays learnt by then. Reads only
/// the years asked for: its cost follows the number of products, not the length of the history. `not_found` where no
/// product had a sale in that time.
Result<domain::Panel> panel_as_known_at(const deltas::Deltas& deltas, const catalogue::Catalogue& catalogue,
                                        const domain::Marketplace& marketplace, Instant known_at, int history_days);

}  // namespace shelfcast::features
