// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/domain/panel.hpp"

#include <algorithm>

namespace shelfcast::domain {

Instant known_after(const Panel& panel, Day origin) {
  return panel.known_at - (panel.cut - origin) * kDaySeconds;
}

Day last_day_known(const Panel& panel, Instant moment) {
  const auto earlier = (panel.known_at.seconds - moment.seconds + kDaySeconds - 1) / kDaySeconds;
  return panel.cut - static_cast<int>(std::clamp<std::int64_t>(earlier, 0, panel.cut - panel.first + 1));
}

bool is_young(const PanelProduct& product, Day origin) {
  constexpr int kYouth = 56;
  return product.sales.empty() || product.sales.front().day > origin - kYouth;
}

}  // namespace shelfcast::domain
