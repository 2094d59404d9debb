// SPDX-License-Identifier: Apache-2.0
// The messages of graphql-transport-ws.
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace shelfcast::api::graph {

inline constexpr std::string_view kTransport = "graphql-transport-ws";

/// Its own codes for closing.
enum class CloseCode : std::uint16_t {
  bad_request = 4400,
  unauthorized = 4401,
  forbidden = 4403,
  init_timeout = 4408,
  already_subscribed = 4409,
  too_many_inits = 4429,
};

/// What a client says.
struct ClientMessage {
  enum class Type : std::uint8_t { connection_init, ping, pong, subscribe, complete };
  Type type = Type::ping;
  std::string id = {};                  ///< of subscribe and complete: not empty
  nlohmann::ordered_json payload = {};  ///< an object or null; of subscribe an object
};

/// Or a sentence that says what is wrong with it.
std::expected<ClientMessage, std::string> read_client_message(std::string_view text);

// What a server says; a payload is JSON already.

std::string ack_message();
std::string pong_message();
std::string next_message(std::string_view id, std::string_view result);
/// `refusal` is {"errors":[...]}.
std::string error_message(std::string_view id, const std::string& refusal);
std::string complete_message(std::string_view id);

}  // namespace shelfcast::api::graph
