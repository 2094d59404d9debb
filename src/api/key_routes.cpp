// SPDX-License-Identifier: Apache-2.0
// API keys: made, listed, revoked. The secret is in one answer only, the one that makes it.
#include "api/endpoints.hpp"
#include "api/question.hpp"
#include "api/sent_json.hpp"
#include "shelfcast/identity/credentials.hpp"
#include "shelfcast/identity/doorkeeper.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <expected>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;
using identity::Credential;
using identity::NewCredential;

constexpr std::string_view kKeys = "/api/v1/keys";
constexpr std::size_t kMostListed = 1000;

Json names_as_list(identity::ScopeSet scopes) {
  Json list = Json::array();
  for (std::size_t i = 0; i < identity::scopes().size(); ++i)
    if ((scopes & identity::bit_of(i)) != 0) list.push_back(identity::scopes()[i].name);
  return list;
}

Json time_or_null(const std::optional<Instant>& time) {
  return time ? Json(format_instant(*time)) : Json();
}

Json json_of(const Credential& key) {
  const auto& what = key.what;
  return {{"id", key.id},
          {"name", what.name},
          {"role", name_of(what.role)},
          {"sellerId", what.seller.empty() ? Json() : Json(what.seller)},
          {"tier", name_of(what.tier)},
          {"scopes", names_as_list(what.scopes)},
          {"createdAt", format_instant(key.created)},
          {"createdBy", what.created_by},
          {"expiresAt", time_or_null(what.expires)},
          {"revokedAt", time_or_null(key.revoked)}};
}

/// A field of a key's body, and the function that reads it: false where the value cannot be meant.
struct KeyField {
  std::string_view name;
  bool (*read)(const Json& value, NewCredential& what);
  std::string_view rule;
};

template <class Value, class Target>
bool take(const Value& value, Target& target) {
  if (value) target = *value;
  return bool(value);
}

bool read_scopes(const Json& value, NewCredential& what) {
  if (!value.is_array() || value.empty()) return false;
  what.scopes = 0;
  for (const auto& one : value) {
    const auto scope = one.is_string() ? identity::scope_named(one.get_ref<const std::string&>()) : std::nullopt;
    if (!scope) return false;
    what.scopes |= identity::bit_of(*scope);
  }
  return true;
}

bool read_seller(const Json& value, NewCredential& what) {
  what.seller = value.is_string() ? value.get<std::string>() : value.is_number_unsigned() ? value.dump() : "";
  return !what.seller.empty();
}

std::string text_in(const Json& value) {
  return value.is_string() ? value.get<std::string>() : std::string();
}

constexpr std::array<KeyField, 6> kFields{{
    {"name", [](auto& value, auto& what) { return !(what.name = text_in(value)).empty(); }, "must be a text"},
    {"role", [](auto& value, auto& what) { return take(identity::role_named(text_in(value)), what.role); },
     "must be one of seller, analyst, operator, admin"},
    {"sellerId", read_seller, "must be a seller's id, as its own questions have it"},
    {"tier", [](auto& value, auto& what) { return take(identity::tier_named(text_in(value)), what.tier); },
     "must be one of free, pro, enterprise"},
    {"scopes", read_scopes, "must be a list of scopes, as [\"predictions:read\"]"},
    {"expiresAt", [](auto& value, auto& what) { return take(parse_instant(text_in(value)), what.expires); },
     "must be a time as \"2026-11-20T14:03:59Z\""},
}};

std::expected<NewCredential, Refusal> wanted_in(const http::Request& request) {
  const auto sent = json_body(request);
  if (!sent) return std::unexpected(sent.error());
  const Json& body = *sent;
  if (!body.is_object()) return std::unexpected(bad_fields(422, {{"", "invalid", "The body must be an object."}}));
  NewCredential what;
  std::vector<http::FieldError> errors;
  for (const auto& [name, value] : body.items()) {
    const auto* const field = std::ranges::find(kFields, name, &KeyField::name);
    if (field == kFields.end()) {
      errors.push_back({"/" + name, "unknown", "There are name, role, sellerId, tier, scopes and expiresAt."});
    } else if (!field->read(value, what)) {
      errors.push_back({"/" + name, "invalid", name + " " + std::string(field->rule) + "."});
    }
  }
  for (const auto* const needed : {"name", "role"})
    if (!body.contains(needed))
      errors.push_back({std::string("/") + needed, "missing", std::string(needed) + " is required."});
  if (!errors.empty()) return std::unexpected(bad_fields(422, std::move(errors)));
  return what;
}

http::Response create(const Services& services, const http::Request& request) {
  auto wanted = wanted_in(request);
  if (!wanted) return answer_of(wanted.error(), request);
  if (const auto who = services.identity.doorkeeper->who(request)) wanted->created_by = (*who)->name;
  const auto made = services.identity.credentials->create(std::move(*wanted));
  if (!made && made.error().code == Code::invalid) {
    const auto& [code, place, sentence] = made.error();
    return answer_of(bad_fields(422, {{"/" + place, "invalid", place + " " + sentence + "."}}), request);
  }
  if (!made) return answer_of(refusal_of(made.error()), request);
  Json json{{"key", made->secret}};
  json.update(json_of(made->credential));
  auto response = fresh_answer(201, json);
  response.headers.set("Location", std::string(kKeys) + "/" + made->credential.id);
  return response;
}

http::Response list(const Services& services) {
  const auto found = services.identity.credentials->keys(kMostListed);
  if (!found) return answer_of(refusal_of(found.error()), {});
  Json keys = Json::array();
  for (const auto& key : *found) keys.push_back(json_of(key));
  return fresh_answer(200, {{"keys", std::move(keys)}});
}

http::Response revoke(const Services& services, const http::Request& request) {
  const std::string& id = request.captured.at("id");
  const auto revoked = services.identity.credentials->revoke(id);
  return revoked ? fresh_answer(200, {{"id", id}, {"revoked", true}}) : answer_of(refusal_of(revoked.error()), request);
}

}  // namespace

Endpoints key_routes(const SharedServices& services) {
  if (services->identity.credentials == nullptr || services->identity.doorkeeper == nullptr) return {};
  const std::string path(kKeys);
  using enum http::Pace;
  return {
      {{"POST", path, [services](const http::Request& request) { return create(*services, request); }, slow, "admin"},
       {.tag = "Administration",
        .summary = "Make a key: its secret is in this answer only",
        .body = "KeyWanted",
        .answers = {{201, "KeyMade"}}}},
      {{"GET", path, [services](const http::Request&) { return list(*services); }, slow, "admin"},
       {.tag = "Administration", .summary = "All keys, without their secrets", .answers = {{200, "Keys"}}}},
      {{"POST", path + "/{id}:revoke", [services](const http::Request& request) { return revoke(*services, request); },
        slow, "admin"},
       {.tag = "Administration", .summary = "Revoke a key", .answers = {{200, "KeyRevoked"}}, .problems = {409}}}};
}

}  // namespace shelfcast::api
