// SPDX-License-Identifier: Apache-2.0
#include "app/freshness.hpp"

#include "shelfcast/telemetry/health.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::app {
namespace {

constexpr std::chrono::seconds kPause{5};
/// What a cycle may take before its table is late.
constexpr std::int64_t kGrace = kHour;

}  // namespace

Freshness::Freshness(House& house) : house_(house), often_(kPause, [this] { look(); }) {}

std::int64_t seconds_late(const House& house, const predictions::Table& table) {
  const std::int64_t age = house.clock.now().seconds - table.published().seconds;
  return std::max<std::int64_t>(0, age - house.config.integer("refresh.every_hours") * kHour - kGrace);
}

void Freshness::look() const {
  using telemetry::Condition;
  for (const auto& marketplace : house_.tables->marketplaces()) {
    const auto table = house_.tables->current(marketplace);
    if (!table) continue;
    const bool is_late = seconds_late(house_, *table) > 0;
    const auto late = fmt::format("{} serves, published {} hours ago; every {} hours another one is due", table->id(),
                                  (house_.clock.now().seconds - table->published().seconds) / kHour,
                                  house_.config.integer("refresh.every_hours"));
    telemetry::set_health("table " + marketplace, is_late ? Condition::degraded : Condition::ok,
                          is_late ? late : table->id() + " is as new as it should be");
  }
}

}  // namespace shelfcast::app
