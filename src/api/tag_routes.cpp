// SPDX-License-Identifier: Apache-2.0
// What whoever asks calls products, and what these are called from now on.
#include "api/endpoints.hpp"
#include "api/guard/tenancy.hpp"
#include "api/sent_json.hpp"
#include "api/tag_desk.hpp"

#include <nlohmann/json.hpp>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;

http::Response answer_with(const http::Request& request, const domain::TagOwner& owner,
                           const std::expected<CountedTags, Refusal>& tags) {
  if (!tags) return answer_of(tags.error(), request);
  return fresh_answer(200, {{"marketplaceId", owner.marketplace},
                            {"sellerKey", owner.seller.empty() ? Json() : Json(owner.seller)},
                            {"tags", tags_json(*tags)}});
}

http::Response list(const Services& services, const http::Request& request) {
  const auto desk = tag_desk(services, request.query, tag_parameters(), caller_of(services, request).get());
  return desk ? answer_with(request, desk->owner, tags_at(services, *desk)) : answer_of(desk.error(), request);
}

http::Response change(const Services& services, const http::Request& request) {
  const auto desk = tag_desk(services, request.query, tag_change_parameters(), caller_of(services, request).get());
  if (!desk) return answer_of(desk.error(), request);
  const auto sent = json_body(request);
  if (!sent) return answer_of(sent.error(), request);
  return answer_with(request, desk->owner, change_tags(services, *desk, *sent));
}

}  // namespace

Endpoints tag_routes(const SharedServices& services) {
  if (services->tags == nullptr) return {};
  const auto with = [services](http::Response (*answer)(const Services&, const http::Request&)) {
    return [services, answer](const http::Request& request) { return answer(*services, request); };
  };
  return {{{"GET", "/api/v1/tags", with(list), http::Pace::slow, "predictions:read"},
           {.tag = "Tags",
            .summary = "What you call products",
            .query = openapi::read_by(tag_parameters()),
            .answers = {{200, "Tags"}},
            .problems = {404}}},
          {{"POST", "/api/v1/tags:change", with(change), http::Pace::slow, "tags:write"},
           {.tag = "Tags",
            .summary = "Give products tags, or take them away",
            .query = openapi::read_by(tag_change_parameters()),
            .body = "TagChange",
            .answers = {{200, "Tags"}},
            .problems = {404}}}};
}

}  // namespace shelfcast::api
