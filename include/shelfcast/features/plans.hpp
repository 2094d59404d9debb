// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"

namespace shelfcast::features {

/// What is planned for a product from `first` to `last`, as far as it was known at `known`; means over those days.
struct Offer {
  double log_price = 0;     ///< of the regular price in minor units; 0 where no price is known
  double log_discount = 0;  ///< log(1 - discount) of the promotions: 0 or negative
};
Offer offer_of(const domain::PanelProduct& product, Day first, Day last, Instant known);

/// What a buyer pays for one unit on a day, in minor units, as far as was known at the end of `origin`: the regular
/// price less promotions; without a price list, what was last paid by then.
double planned_price(const domain::PanelProduct& product, Day day, Day origin, Instant known);

}  // namespace shelfcast::features
