// SPDX-License-Identifier: Apache-2.0
#include "api/graph/transport.hpp"

#include "api/graph/sent.hpp"
#include "api/json_text.hpp"
#include "api/sent_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shelfcast::api::graph {
namespace {

using Json = nlohmann::ordered_json;
using Type = ClientMessage::Type;

struct Kind {
  std::string_view name;
  Type type;
  bool has_id;
};
constexpr std::array<Kind, 5> kKinds{{{"connection_init", Type::connection_init, false},
                                      {"ping", Type::ping, false},
                                      {"pong", Type::pong, false},
                                      {"subscribe", Type::subscribe, true},
                                      {"complete", Type::complete, true}}};

std::string message(std::string_view type, std::string_view id) {
  std::string text = R"({"id":)";
  put_string(text, id);
  return text.append(R"(,"type":")").append(type).append("\"");
}

}  // namespace

std::expected<ClientMessage, std::string> read_client_message(std::string_view text) {
  auto json = sent_json(text);
  if (!json || !json->is_object()) return std::unexpected("A message must be a JSON object.");
  const auto member = [&](const char* name) { return json->contains(name) ? std::move(json->at(name)) : Json(); };
  const Json type = member("type");
  if (!type.is_string()) return std::unexpected("A message needs a type.");
  const auto* const kind = std::ranges::find(kKinds, type.get_ref<const std::string&>(), &Kind::name);
  if (kind == kKinds.end()) return std::unexpected("There is no message of this type.");
  ClientMessage read{.type = kind->type, .id = {}, .payload = member("payload")};
  if (kind->has_id) {
    const Json id = member("id");
    if (!id.is_string() || id.get_ref<const std::string&>().empty())
      return std::unexpected(fmt::format("{} needs an id: a text.", kind->name));
    read.id = id.get<std::string>();
  }
  if (!read.payload.is_object() && (!read.payload.is_null() || read.type == Type::subscribe))
    return std::unexpected(fmt::format("The payload of {} must be an object.", kind->name));
  return read;
}

std::string ack_message() {
  return R"({"type":"connection_ack"})";
}

std::string pong_message() {
  return R"({"type":"pong"})";
}

std::string next_message(std::string_view id, std::string_view result) {
  return message("next", id).append(R"(,"payload":)").append(result).append("}");
}

std::string error_message(std::string_view id, const std::string& refusal) {
  return message("error", id).append(R"(,"payload":)").append(Json::parse(refusal).at("errors").dump()).append("}");
}

std::string complete_message(std::string_view id) {
  return message("complete", id).append("}");
}

}  // namespace shelfcast::api::graph
