// SPDX-License-Identifier: Apache-2.0
// API keys: made, listed, revoked. The secret is in one answer only, the one that makes it.
#include "api/endpoints.hpp"
#include "api/sent_json.hpp"
#include "shelfcast/identity/credentials.hpp"
#include "shelfcast/identity/doorkeeper.hpp"
#include "shelfcast/identity/key_json.hpp"

#include <nlohmann/json.hpp>

#include <expected>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;
using identity::NewCredential;

constexpr std::string_view kKeys = "/api/v1/keys";
constexpr std::size_t kMostListed = 1000;

std::expected<NewCredential, Refusal> wanted_in(const http::Request& request) {
  const auto body = json_body(request);
  if (!body) return std::unexpected(body.error());
  auto wanted = identity::new_key_from(*body);
  if (!wanted) return std::unexpected(bad_fields(422, std::move(wanted.error())));
  return std::move(*wanted);
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
  auto response = fresh_answer(201, identity::to_json(*made));
  response.headers.set("Location", std::string(kKeys) + "/" + made->credential.id);
  return response;
}

http::Response list(const Services& services) {
  const auto found = services.identity.credentials->keys(kMostListed);
  if (!found) return answer_of(refusal_of(found.error()), {});
  Json keys = Json::array();
  for (const auto& key : *found) keys.push_back(identity::to_json(key));
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
