// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::api::graph {

/// A GraphQL request, taken apart.
struct Sent {
  std::string query;
  std::optional<std::string> operation;
  nlohmann::ordered_json variables;  ///< an object or null
};

/// A request that is not one of GraphQL, told the way GraphQL tells errors.
using Malformed = std::string;

/// From {"query", "operationName", "variables", "extensions"}.
std::expected<Sent, Malformed> read_members(const nlohmann::ordered_json& body);
std::expected<Sent, Malformed> read_body(const std::string& body);

}  // namespace shelfcast::api::graph
