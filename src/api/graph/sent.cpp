// SPDX-License-Identifier: Apache-2.0
#include "api/graph/sent.hpp"

#include "api/sent_json.hpp"

#include <fmt/format.h>

#include <string_view>

namespace shelfcast::api::graph {
namespace {

using Json = nlohmann::ordered_json;

/// Null where it was not sent.
const Json& member(const Json& body, const char* name) {
  static const Json none;
  const auto found = body.find(name);
  return found == body.end() ? none : *found;
}

}  // namespace

std::expected<Sent, Malformed> read_members(const Json& body) {
  if (!body.is_object()) return std::unexpected("The body must be a JSON object with a query.");
  const Json& query = member(body, "query");
  if (!query.is_string()) return std::unexpected("query is required: the text of a GraphQL document.");
  const Json& operation = member(body, "operationName");
  if (!operation.is_null() && !operation.is_string()) return std::unexpected("operationName must be a text.");
  for (const auto* const name : {"variables", "extensions"})
    if (const Json& value = member(body, name); !value.is_null() && !value.is_object())
      return std::unexpected(fmt::format("{} must be an object.", name));
  Sent sent{.query = query.get<std::string>(), .operation = {}, .variables = member(body, "variables")};
  if (operation.is_string()) sent.operation = operation.get<std::string>();
  return sent;
}

std::expected<Sent, Malformed> read_body(const std::string& body) {
  const auto json = sent_json(body);
  if (!json) return std::unexpected("The body " + json.error());
  return read_members(*json);
}

}  // namespace shelfcast::api::graph
