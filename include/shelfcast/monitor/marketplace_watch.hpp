// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/coverage.hpp"
#include "shelfcast/domain/cycle.hpp"
#include "shelfcast/domain/load.hpp"
#include "shelfcast/monitor/signal.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace shelfcast::monitor {

/// How a marketplace stands: what is known of its data, its cycles and how its forecasts held.
struct MarketplaceState {
  std::string key;
  std::string currency;
  std::optional<domain::CycleReport> last_cycle = {};  ///< that ended
  std::optional<domain::Load> last_load = {};          ///< that was let in
  std::optional<domain::Load> held_load = {};
  std::int64_t seconds_late = 0;  ///< that the table which serves is older than a refresh by the clock leaves it
  std::optional<domain::Coverage> coverage = {};  ///< nullopt: it is not judged this time
};

/// What operators should know of it. Shares count as too large only where that is beyond what chance explains.
Look look_at(const MarketplaceState& state, Instant now);

}  // namespace shelfcast::monitor
