// SPDX-License-Identifier: Apache-2.0
#include "api/graph/sent.hpp"

#include <fmt/format.h>

#include <string_view>

namespace shelfcast::api::graph {
namespace {

using Json = nlohmann::ordered_json;

std::expected<Json, Malformed> object_or_null(const Json& value, std::string_view name) {
  if (value.is_null() || value.is_object()) return value;
  return std::unexpected(fmt::format("{} must be an object.", name));
}

constexpr int kDeepestJson = 200;

}  // namespace

std::optional<Json> read_json(std::string_view text) {
  bool too_deep = false;
  const auto keeps = [&](int depth, Json::parse_event_t /*event*/, const Json& /*value*/) {
    too_deep = too_deep || depth > kDeepestJson;
    return !too_deep;
  };
  Json json = Json::parse(text, keeps, false);
  if (json.is_discarded() || too_deep) return std::nullopt;
  return json;
}

std::expected<Sent, Malformed> read_members(const Json& body) {
  if (!body.is_object()) return std::unexpected("The body must be a JSON object with a query.");
  const auto member = [&](const char* name) { return body.contains(name) ? body.at(name) : Json(); };
  const Json query = member("query");
  if (!query.is_string()) return std::unexpected("query is required: the text of a GraphQL document.");
  const Json operation = member("operationName");
  if (!operation.is_null() && !operation.is_string()) return std::unexpected("operationName must be a text.");
  auto variables = object_or_null(member("variables"), "variables");
  if (!variables) return std::unexpected(variables.error());
  if (const auto extensions = object_or_null(member("extensions"), "extensions"); !extensions)
    return std::unexpected(extensions.error());
  Sent sent{.query = query.get<std::string>(), .operation = {}, .variables = std::move(*variables)};
  if (operation.is_string()) sent.operation = operation.get<std::string>();
  return sent;
}

std::expected<Sent, Malformed> read_body(const std::string& body) {
  const auto json = read_json(body);
  if (!json) return std::unexpected("The body is not JSON.");
  return read_members(*json);
}

}  // namespace shelfcast::api::graph
