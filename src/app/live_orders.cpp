// SPDX-License-Identifier: Apache-2.0
#include "app/live_orders.hpp"

#include "shelfcast/telemetry/health.hpp"
#include "shelfcast/telemetry/log.hpp"

namespace shelfcast::app {
namespace {

constexpr std::chrono::milliseconds kPause{500};

}  // namespace

LiveOrders::LiveOrders(House& house) : house_(house), counting_(kPause, [this] { count(); }) {}

void LiveOrders::count() {
  const auto counted = house_.ingest->count_orders(house_.order_events());
  const bool fails = !counted;
  if (fails == failing_) return;
  failing_ = fails;
  telemetry::set_health("orders", counted ? telemetry::Condition::ok : telemetry::Condition::degraded,
                        counted ? "counted as they come" : counted.error().text());
  telemetry::log(counted ? telemetry::Severity::info : telemetry::Severity::error,
                 counted ? "orders are counted again" : "orders cannot be counted",
                 {{"problem", counted ? "" : counted.error().text()}});
}

}  // namespace shelfcast::app
