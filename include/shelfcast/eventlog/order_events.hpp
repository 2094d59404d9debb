// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/order_event.hpp"
#include "shelfcast/eventlog/event_log.hpp"

#include <string>
#include <string_view>

namespace shelfcast::eventlog {

/// The topic of every line of every order: written by whoever accepts orders, read by whoever counts them.
inline constexpr std::string_view kOrderEvents = "order-events";

/// `<marketplace>/<order>/<line>/<version>`, with '%' and '/' inside of a part as %25 and %2F: no two lines share one.
std::string order_event_id(const domain::OrderEvent& event);

/// The event as it is stored and sent: a JSON envelope that the schema below describes, keyed by the category, so that
/// the lines of a category keep their order. Precondition: its texts are UTF-8.
Event encode(const domain::OrderEvent& event);

/// What `encode` made, here or in any earlier version of it; fields that are not known are skipped.
/// `rejected`: it is none, or of a later version than this program knows.
Result<domain::OrderEvent> decode_order_event(std::string_view payload);

/// The published JSON Schema of the envelope (config/schemas/order-event.v1.json).
std::string_view order_event_schema();

}  // namespace shelfcast::eventlog
