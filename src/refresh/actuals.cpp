// SPDX-License-Identifier: Apache-2.0
#include "refresh/actuals.hpp"

#include <algorithm>

namespace shelfcast::refresh {

Result<Day> last_known(const Rooms& rooms, const domain::Marketplace& marketplace, Day data_cut) {
  const auto extent = rooms.deltas.extent(marketplace.id);
  if (!extent) return std::unexpected(extent.error());
  if (!*extent) return data_cut;
  Day last = (*extent)->last;
  if (marketplace.grain != domain::Grain::week) return last >= data_cut ? data_cut : last - 1;
  while (last > data_cut) last = last - 7;
  return last;
}

Result<Actuals> Actuals::of(const Rooms& rooms, const domain::Marketplace& marketplace, const Period& period) {
  auto totals = rooms.deltas.totals(marketplace.id, period);
  if (!totals) return std::unexpected(totals.error());
  return Actuals(std::move(*totals));
}

Actuals::Sold Actuals::sold(ProductId product) const {
  const auto total = std::ranges::lower_bound(totals_, product, {}, &deltas::ProductTotal::product);
  if (total == totals_.end() || total->product != product) return {};
  return {from_micro(total->units), static_cast<double>(total->amount)};
}

}  // namespace shelfcast::refresh
