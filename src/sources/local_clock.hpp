// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/time.hpp"
#include "shelfcast/sources/source.hpp"
#include "sources/cell_text.hpp"

#include <unordered_map>

namespace shelfcast::sources {

/// Turns what a clock on a marketplace's wall showed into instants, remembering what the tz database said of each day.
class LocalClock {
 public:
  explicit LocalClock(TimeZone zone) : zone_(std::move(zone)) {}

  /// An offset in the cell wins over the zone; of a time that exists twice the earlier is meant; a date stays one.
  Moment moment(const ReadTime& time);

 private:
  struct Bounds {
    Instant midnight;
    bool is_plain = true;  ///< 24 hours long
  };
  Bounds bounds_of(Day day);

  TimeZone zone_;
  std::unordered_map<std::int32_t, Bounds> days_;
};

}  // namespace shelfcast::sources
