// SPDX-License-Identifier: Apache-2.0
#include "api/endpoints.hpp"
#include "api/question.hpp"
#include "api/sent_json.hpp"
#include "shelfcast/control/model_json.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <expected>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;
using Decided = Result<domain::ModelDecision>;

constexpr std::string_view kModels = "/api/v1/models";
constexpr std::size_t kDecisions = 20;

template <class Thing>
http::Response answer_of_result(const Result<Thing>& thing, const http::Request& request) {
  return thing ? fresh_answer(200, control::to_json(*thing)) : answer_of(refusal_of(thing.error()), request);
}

template <class Thing>
Json list_of(const std::vector<Thing>& things) {
  Json list = Json::array();
  for (const auto& thing : things) list.push_back(control::to_json(thing));
  return list;
}

http::Response list(control::Models& models, const http::Request& request) {
  const auto marketplace = marketplace_asked(request);
  if (!marketplace) return answer_of(marketplace.error(), request);
  const auto versions = models.list(*marketplace);
  if (!versions) return answer_of(refusal_of(versions.error()), request);
  const auto decisions = models.decisions(*marketplace, kDecisions);
  if (!decisions) return answer_of(refusal_of(decisions.error()), request);
  return fresh_answer(200, {{"models", list_of(*versions)}, {"decisions", list_of(*decisions)}});
}

/// What a body {"marketplaceId": "DE"} names.
std::expected<std::string, Refusal> marketplace_in(const http::Request& request) {
  const auto sent = json_body(request);
  if (!sent) return std::unexpected(sent.error());
  const Json& body = *sent;
  const bool is_sound =
      body.is_object() && body.size() == 1 && body.contains("marketplaceId") && body.at("marketplaceId").is_string();
  if (!is_sound)
    return std::unexpected(
        bad_fields(422, {{"/marketplaceId", "invalid", R"(The body must be as {"marketplaceId":"DE"}.)"}}));
  return body.at("marketplaceId").get<std::string>();
}

using OfMarketplace = Decided (control::Models::*)(std::string_view);

http::Response decide(const Services& services, const http::Request& request, OfMarketplace act) {
  const auto marketplace = marketplace_in(request);
  if (!marketplace) return answer_of(marketplace.error(), request);
  return answer_of_result((services.registry->*act)(*marketplace), request);
}

template <class Thing>
http::Response change(const Services& services, const http::Request& request,
                      Result<Thing> (control::Models::*act)(std::string_view)) {
  return answer_of_result((services.registry->*act)(request.captured.at("version")), request);
}

}  // namespace

Endpoints model_routes(const SharedServices& services) {
  if (services->registry == nullptr) return {};
  const std::string path(kModels);
  const std::string one = path + "/{version}";
  const auto decides = [&](std::string target, OfMarketplace act, std::string_view summary) {
    return Endpoint{{"POST", std::move(target),
                     [services, act](const http::Request& request) { return decide(*services, request, act); },
                     http::Pace::slow, "operations:write"},
                    {.tag = "Models",
                     .summary = summary,
                     .body = "OfMarketplace",
                     .answers = {{200, "Decision"}},
                     .problems = {404, 409}}};
  };
  const auto show = [services](const http::Request& request) {
    return answer_of_result(services->registry->show(request.captured.at("version")), request);
  };
  const auto promote = [services](const http::Request& request) {
    return change(*services, request, &control::Models::promote);
  };
  const auto archive = [services](const http::Request& request) {
    return change(*services, request, &control::Models::archive);
  };
  using enum http::Pace;
  return {
      {{"GET", path, [services](const http::Request& request) { return list(*services->registry, request); }, slow,
        "operations:read"},
       {.tag = "Models",
        .summary = "The versions that there are, and who decided what",
        .query = openapi::read_by(marketplace_parameters(), {"marketplaceId"}),
        .answers = {{200, "Models"}},
        .problems = {404}}},
      {{"GET", one, show, slow, "operations:read"},
       {.tag = "Models", .summary = "One version", .answers = {{200, "Model"}}}},
      {{"POST", one + ":promote", promote, slow, "operations:write"},
       {.tag = "Models", .summary = "Have a version serve", .answers = {{200, "Decision"}}, .problems = {409, 422}}},
      {{"POST", one + ":archive", archive, slow, "operations:write"},
       {.tag = "Models",
        .summary = "Put a version away that does not serve",
        .answers = {{200, "Model"}},
        .problems = {409, 422}}},
      decides(path + ":rollback", &control::Models::roll_back, "Have the version before serve again"),
      decides(path + ":unpin", &control::Models::unpin, "Let the next cycle choose again"),
  };
}

}  // namespace shelfcast::api
