// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/catalogue.hpp"
#include "shelfcast/domain/sale.hpp"
#include "shelfcast/sources/source.hpp"

#include <cstdint>
#include <unordered_map>

namespace shelfcast::ingest {

/// Turns a source's moments into days and instants of a marketplace, remembering what the tz database said: millions of
/// lines fall on few days. For one thread.
class LocalDays {
 public:
  static Result<LocalDays> of(const domain::Marketplace& marketplace);

  [[nodiscard]] Day day_of(const sources::Moment& moment);
  /// Seconds since the day's midnight, domain::kNoTime of a date.
  [[nodiscard]] std::int32_t second_of(const sources::Moment& moment);
  /// The instant itself; the beginning or the end of a date.
  [[nodiscard]] Instant begin_of(const sources::Moment& moment);
  [[nodiscard]] Instant end_of(const sources::Moment& moment);
  /// When a source that does not say so has learnt of a day: its end, and the source's lag.
  [[nodiscard]] Instant known_in_full(Day day);

 private:
  LocalDays(TimeZone zone, int lag_hours) : zone_(std::move(zone)), lag_hours_(lag_hours) {}
  Instant midnight(Day day);

  TimeZone zone_;
  int lag_hours_;
  std::unordered_map<std::int64_t, Day> day_of_quarter_hour_;
  std::unordered_map<std::int32_t, Instant> midnights_;
};

}  // namespace shelfcast::ingest
