// SPDX-License-Identifier: Apache-2.0
#include "app/freshness.hpp"

#include "shelfcast/telemetry/health.hpp"

#include <fmt/format.h>

namespace shelfcast::app {
namespace {

constexpr std::chrono::seconds kPause{5};
/// What a cycle may take before its table is late.
constexpr std::int64_t kGrace = kHour;

}  // namespace

Freshness::Freshness(House& house) : house_(house), often_(kPause, [this] { look(); }) {}

void Freshness::look() const {
  using telemetry::Condition;
  const auto hours = house_.config.integer("refresh.every_hours");
  for (const auto& marketplace : house_.tables->marketplaces()) {
    const auto table = house_.tables->current(marketplace);
    if (!table) continue;
    const std::int64_t age = house_.clock.now().seconds - table->published().seconds;
    const bool is_late = age > hours * kHour + kGrace;
    const auto late = fmt::format("{} serves, published {} hours ago; every {} hours another one is due", table->id(),
                                  age / kHour, hours);
    telemetry::set_health("table " + marketplace, is_late ? Condition::degraded : Condition::ok,
                          is_late ? late : table->id() + " is as new as it should be");
  }
}

}  // namespace shelfcast::app
