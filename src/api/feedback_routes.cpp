// SPDX-License-Identifier: Apache-2.0
// What people think of predictions: said by anyone, read by operators.
#include "api/expected_json.hpp"
#include "api/feedback.hpp"
#include "api/guard/tenancy.hpp"
#include "api/list_page.hpp"
#include "api/orders/order_refusal.hpp"
#include "api/sent_json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;

/// The members of a flat object as they would stand in a query; what is null is not there.
std::expected<QueryParameters, Refusal> fields_of(const http::Request& request) {
  const auto sent = json_body(request);
  if (!sent) return std::unexpected(sent.error());
  const Json& body = *sent;
  if (!body.is_object())
    return std::unexpected(bad_fields(
        422, {{"", "invalid", R"(The body must be an object, as {"productId":"1234","verdict":"too_high"}.)"}}));
  QueryParameters fields;
  std::vector<http::FieldError> errors;
  for (const auto& [name, value] : body.items()) {
    if (value.is_null()) continue;
    if (value.is_structured() || value.is_boolean())
      errors.push_back({"/" + name, "invalid", fmt::format("{} must be a text or a number.", name)});
    else
      fields.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
  }
  if (!errors.empty()) return std::unexpected(bad_fields(422, std::move(errors)));
  return fields;
}

http::Response give(const Services& services, const http::Request& request) {
  const auto key = idempotency_key_of(request);
  if (!key) return answer_of(key.error(), request);
  const auto fields = fields_of(request);
  if (!fields) return answer_of(fields.error(), request);
  auto kept = give_feedback(services, *fields, caller_of(services, request).get(), *key);
  if (kept) return fresh_answer(201, feedback_json(*kept));
  for (auto& error : kept.error().errors)
    if (error.pointer.starts_with('?')) error.pointer.front() = '/';
  return answer_of(kept.error(), request);
}

http::Response list(const Services& services, const http::Request& request) {
  return list_page<std::int64_t>(
      request, "feedback", [&](auto after, auto limit) { return services.feedbacks->list(after, limit); },
      feedback_json);
}

}  // namespace

Endpoints feedback_routes(const SharedServices& services) {
  if (services->feedbacks == nullptr) return {};
  const std::string path = "/api/v1/feedback";
  const auto with = [services](auto of) {
    return [services, of](const http::Request& request) { return of(*services, request); };
  };
  return {{{"POST", path, with(give), http::Pace::slow, "feedback:write"},
           {.tag = "Feedback",
            .summary = "Say what you think of a prediction",
            .body = "FeedbackGiven",
            .answers = {{201, "Feedback"}},
            .problems = {404, 409},
            .is_idempotent = true}},
          {{"GET", path, with(list), http::Pace::slow, "operations:write"},
           {.tag = "Feedback",
            .summary = "What everybody said, the latest first",
            .query = openapi::read_by<Part<std::int64_t>>(kPartParameters<std::int64_t>),
            .answers = {{200, "Feedbacks"}}}}};
}

}  // namespace shelfcast::api
