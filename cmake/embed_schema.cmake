# SPDX-License-Identifier: Apache-2.0
# The published schema of order events becomes part of the binary, so that the API can serve it.
set(schema_file ${CMAKE_SOURCE_DIR}/config/schemas/order-event.v1.json)
set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${schema_file})
file(READ ${schema_file} schema_text)
set(embedded_source ${CMAKE_BINARY_DIR}/generated/eventlog/embedded_schema.cpp)
file(CONFIGURE OUTPUT ${embedded_source} @ONLY CONTENT [[
// Written by cmake/embed_schema.cmake from config/schemas/.
#include "shelfcast/eventlog/order_events.hpp"

namespace shelfcast::eventlog {

std::string_view order_event_schema() {
  return R"shelfcast(@schema_text@)shelfcast";
}

}  // namespace shelfcast::eventlog
]])
target_sources(shelfcast_eventlog PRIVATE ${embedded_source})
