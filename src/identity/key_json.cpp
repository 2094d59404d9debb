// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/identity/key_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace shelfcast::identity {
namespace {

using Json = nlohmann::ordered_json;
using Wrong = std::vector<http::FieldError>;

Json names_as_list(ScopeSet set) {
  Json list = Json::array();
  for (std::size_t i = 0; i < scopes().size(); ++i)
    if ((set & bit_of(i)) != 0) list.push_back(scopes()[i].name);
  return list;
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json time_or_null(const std::optional<Instant>& time) {
  return time ? Json(format_instant(*time)) : Json();
}

/// A field of what is wanted, and the function that reads it: false where the value cannot be meant.
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
    const auto scope = one.is_string() ? scope_named(one.get_ref<const std::string&>()) : std::nullopt;
    if (!scope) return false;
    what.scopes |= bit_of(*scope);
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
    {"role", [](auto& value, auto& what) { return take(role_named(text_in(value)), what.role); },
     "must be one of seller, analyst, operator, admin"},
    {"sellerId", read_seller, "must be a seller's id, as its own questions have it"},
    {"tier", [](auto& value, auto& what) { return take(tier_named(text_in(value)), what.tier); },
     "must be one of free, pro, enterprise"},
    {"scopes", read_scopes, "must be a list of scopes, as [\"predictions:read\"]"},
    {"expiresAt", [](auto& value, auto& what) { return take(parse_instant(text_in(value)), what.expires); },
     "must be a time as \"2026-11-20T14:03:59Z\""},
}};

std::optional<Instant> instant_in(const Json& value) {
  const auto parsed = value.is_string() ? parse_instant(value.get<std::string>()) : std::unexpected(Error{});
  return parsed ? std::optional(*parsed) : std::nullopt;
}

}  // namespace

Json to_json(const NewCredential& what) {
  Json json{{"name", what.name}, {"role", name_of(what.role)}};
  if (!what.seller.empty()) json["sellerId"] = what.seller;
  json["tier"] = name_of(what.tier);
  json["scopes"] = names_as_list(what.scopes);
  if (what.expires) json["expiresAt"] = format_instant(*what.expires);
  return json;
}

Json to_json(const Credential& key) {
  const auto& what = key.what;
  return {{"id", key.id},
          {"name", what.name},
          {"role", name_of(what.role)},
          {"sellerId", text_or_null(what.seller)},
          {"tier", name_of(what.tier)},
          {"scopes", names_as_list(what.scopes)},
          {"createdAt", format_instant(key.created)},
          {"createdBy", what.created_by},
          {"expiresAt", time_or_null(what.expires)},
          {"revokedAt", time_or_null(key.revoked)}};
}

Json to_json(const Credentials::Made& made) {
  Json json{{"key", made.secret}};
  json.update(to_json(made.credential));
  return json;
}

std::expected<NewCredential, Wrong> new_key_from(const Json& wanted) {
  if (!wanted.is_object()) return std::unexpected(Wrong{{"", "invalid", "The body must be an object."}});
  NewCredential what;
  Wrong wrong;
  for (const auto& [name, value] : wanted.items()) {
    const auto* const field = std::ranges::find(kFields, name, &KeyField::name);
    if (field == kFields.end()) {
      wrong.push_back({"/" + name, "unknown", "There are name, role, sellerId, tier, scopes and expiresAt."});
    } else if (!field->read(value, what)) {
      wrong.push_back({"/" + name, "invalid", name + " " + std::string(field->rule) + "."});
    }
  }
  for (const auto* const needed : {"name", "role"})
    if (!wanted.contains(needed))
      wrong.push_back({std::string("/") + needed, "missing", std::string(needed) + " is required."});
  if (!wrong.empty()) return std::unexpected(std::move(wrong));
  return what;
}

Result<Credential> key_from_json(const Json& json) try {
  Credential key{.id = json.at("id"), .what = {}, .created = {}, .revoked = instant_in(json.at("revokedAt"))};
  for (const auto& field : kFields)
    if (const auto& value = json.at(field.name); !value.is_null()) field.read(value, key.what);
  key.what.created_by = json.at("createdBy");
  key.created = instant_in(json.at("createdAt")).value_or(Instant{});
  return key;
} catch (const Json::exception& problem) {
  return fail(Code::corrupt, "key", problem.what());
}

Result<Credentials::Made> made_from_json(const Json& json) {
  auto key = key_from_json(json);
  if (!key) return std::unexpected(key.error());
  return Credentials::Made{std::move(*key), json.value("key", std::string())};
}

}  // namespace shelfcast::identity
