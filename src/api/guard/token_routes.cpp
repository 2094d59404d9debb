// SPDX-License-Identifier: Apache-2.0
// Short tokens for keys and sessions, and who it is that asks.
#include "api/endpoints.hpp"
#include "api/sent_json.hpp"
#include "shelfcast/identity/doorkeeper.hpp"
#include "shelfcast/identity/token_desk.hpp"

#include <nlohmann/json.hpp>

#include <expected>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;

http::Response answer_with(const Result<identity::Tokens>& tokens, const http::Request& request) {
  if (!tokens) {
    const bool is_known = tokens.error().code == Code::not_found || tokens.error().code == Code::conflict;
    return answer_of(is_known ? unauthorized(tokens.error().text() + ".") : refusal_of(tokens.error()), request);
  }
  return fresh_answer(200, {{"accessToken", tokens->access},
                            {"tokenType", "Bearer"},
                            {"expiresIn", tokens->seconds},
                            {"refreshToken", tokens->refresh},
                            {"scope", identity::names_of(tokens->caller->scopes)}});
}

/// A token would outlive its own family, if it were exchanged as its key is.
bool shows_a_token(const http::Request& request) {
  const auto shown = identity::bearer_in(request);
  return shown && !identity::Credentials::is_secret(*shown, identity::CredentialKind::key);
}

http::Response exchange(const Services& services, const http::Request& request) {
  const auto who = services.identity.doorkeeper->who(request);
  if (!who || (*who)->credential.empty() || shows_a_token(request))
    return answer_of(unauthorized("Only a key of this server, or a session, is exchanged for tokens."), request);
  return answer_with(services.identity.tokens->exchange(*who), request);
}

/// What a body {"refreshToken": "..."} holds.
std::expected<std::string, Refusal> refresh_token_in(const http::Request& request) {
  const auto sent = json_body(request);
  if (!sent) return std::unexpected(sent.error());
  const Json& body = *sent;
  const bool is_sound =
      body.is_object() && body.size() == 1 && body.contains("refreshToken") && body.at("refreshToken").is_string();
  if (!is_sound)
    return std::unexpected(
        bad_fields(422, {{"/refreshToken", "invalid", R"(The body must be as {"refreshToken":"scr_..."}.)"}}));
  return body.at("refreshToken").get<std::string>();
}

http::Response refresh(const Services& services, const http::Request& request) {
  const auto token = refresh_token_in(request);
  if (!token) return answer_of(token.error(), request);
  return answer_with(services.identity.tokens->refresh(*token), request);
}

http::Response revoke(const Services& services, const http::Request& request) {
  const auto token = refresh_token_in(request);
  if (!token) return answer_of(token.error(), request);
  const auto revoked = services.identity.tokens->revoke(*token);
  return revoked ? fresh_answer(200, {{"revoked", true}}) : answer_of(refusal_of(revoked.error()), request);
}

http::Response me(const Services& services, const http::Request& request) {
  const auto who = services.identity.doorkeeper->who(request);
  if (!who) return answer_of(unauthorized(who.error().sentence), request);
  const auto& caller = **who;
  return fresh_answer(200, {{"name", caller.name},
                            {"role", name_of(caller.role)},
                            {"sellerId", caller.seller.empty() ? Json() : Json(caller.seller)},
                            {"tier", name_of(caller.tier)},
                            {"scope", identity::names_of(caller.scopes)},
                            {"session", identity::is_by_session(request, caller)}});
}

http::Response published_keys(const Services& services) {
  auto response = json_answer(200, services.identity.tokens->jwks());
  response.headers.set("Cache-Control", "public, max-age=300");
  return response;
}

}  // namespace

Endpoints token_routes(const SharedServices& services) {
  if (services->identity.tokens == nullptr || services->identity.doorkeeper == nullptr) return {};
  const auto with = [services](http::Response (*answer)(const Services&, const http::Request&)) {
    return [services, answer](const http::Request& request) { return answer(*services, request); };
  };
  const std::string path = "/api/v1/token";
  using enum http::Pace;
  return {{{"POST", path, with(exchange), slow, "account"},
           {.tag = "Who asks", .summary = "Short tokens for a key or a session", .answers = {{200, "Tokens"}}}},
          {{"POST", path + ":refresh", with(refresh), slow, "public"},
           {.tag = "Who asks",
            .summary = "The next tokens",
            .body = "RefreshToken",
            .answers = {{200, "Tokens"}},
            .problems = {401}}},
          {{"POST", path + ":revoke", with(revoke), slow, "public"},
           {.tag = "Who asks", .summary = "End them", .body = "RefreshToken", .answers = {{200, "Revoked"}}}},
          {{"GET", "/api/v1/me", with(me), quick, "account"},
           {.tag = "Who asks", .summary = "Who you are here", .answers = {{200, "Me"}}}},
          {{"GET", "/.well-known/jwks.json", [services](const http::Request&) { return published_keys(*services); },
            quick, "public"},
           {.tag = "Who asks", .summary = "The public keys of this server's tokens", .answers = {{200, "KeySet"}}}}};
}

}  // namespace shelfcast::api
