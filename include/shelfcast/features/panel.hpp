// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/catalogue/catalogue.hpp"
#include "shelfcast/deltas/deltas.hpp"
#include "shelfcast/domain/panel.hpp"
#include "shelfcast/runtime/runtime.hpp"

#include <optional>
#include <vector>

namespace shelfcast::features {

/// What of a marketplace a panel holds.
struct PanelScope {
  int history_days = 0;
  std::optional<Day> cut = {};                          ///< earlier than the data cut of the moment; nullopt: that one
  std::optional<std::vector<CategoryId>> only_of = {};  ///< products of these (ascending); nullopt: all
  runtime::Runtime* runtime = nullptr;  ///< whose threads share the reading, where there are many products
};

/// What was known of a marketplace at a moment, its last `history_days` up to the cut: products on sale by then in the
/// categories they had then, sales as they stood then, prices, promotions and holidays learnt by then. Reads only
/// the years asked for: its cost follows the number of products, not the length of the history. `not_found` where no
/// product of the marketplace had a sale in that time. A panel of some categories says of them what that of all does.
Result<domain::Panel> panel_as_known_at(const deltas::Deltas& deltas, const catalogue::Catalogue& catalogue,
                                        const domain::Marketplace& marketplace, Instant known_at,
                                        const PanelScope& scope);

}  // namespace shelfcast::features
