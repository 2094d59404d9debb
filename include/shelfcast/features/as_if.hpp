// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"

namespace shelfcast::features {

// A panel as if something were not planned: asked of it, a fit says what it would expect then. Each says whether that
// changes anything.

/// Every product has always cost what it costs on the day of the cut.
bool hold_prices(domain::Panel& panel);
/// No promotion lasts longer than the cut.
bool drop_promotions_ahead(domain::Panel& panel);
/// No holiday comes after the cut.
bool drop_holidays_ahead(domain::Panel& panel);

}  // namespace shelfcast::features
