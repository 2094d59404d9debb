// SPDX-License-Identifier: Apache-2.0
#include "monitor/looks/history.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

namespace shelfcast::monitor {

void History::note(Instant at, telemetry::Snapshot metrics) {
  if (!noted_.empty() && at <= noted_.back().at) noted_.clear();
  noted_.push_back({.at = at, .metrics = std::move(metrics)});
  while (noted_.back().at.seconds - noted_.front().at.seconds > kKept) noted_.pop_front();
}

const History::Noted* History::before(std::int64_t seconds) const {
  if (noted_.size() < 2) return nullptr;
  const std::int64_t latest = noted_.back().at.seconds - seconds;
  const auto reversed = noted_ | std::views::reverse;
  const auto found = std::ranges::find_if(reversed, [&](const Noted& noted) { return noted.at.seconds <= latest; });
  return found == reversed.end() ? &noted_.front() : &*found;
}

}  // namespace shelfcast::monitor
