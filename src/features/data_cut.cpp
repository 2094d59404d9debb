// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/features/data_cut.hpp"

namespace shelfcast::features {

Result<Instant> known_in_full(const domain::Marketplace& marketplace, Day day) {
  const auto zone = TimeZone::find(marketplace.time_zone);
  if (!zone) return std::unexpected(zone.error());
  return zone->midnight(day + 1) + marketplace.lag_hours * kHour;
}

Result<Day> data_cut(const domain::Marketplace& marketplace, Instant known_at) {
  const auto zone = TimeZone::find(marketplace.time_zone);
  if (!zone) return std::unexpected(zone.error());
  return zone->local_day(known_at - marketplace.lag_hours * kHour) - 1;
}

Result<Instant> end_of_data(const domain::Marketplace& marketplace, const deltas::Deltas& deltas) {
  const auto extent = deltas.extent(marketplace.id);
  if (!extent) return std::unexpected(extent.error());
  if (!*extent) return fail(Code::not_found, marketplace.key, "no sales are known yet");
  return known_in_full(marketplace, (*extent)->last);
}

}  // namespace shelfcast::features
