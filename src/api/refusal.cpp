// SPDX-License-Identifier: Apache-2.0
#include "api/refusal.hpp"

#include "api/accepted.hpp"

#include <fmt/format.h>

namespace shelfcast::api {
namespace {

struct Meaning {
  int status;
  const char* type;
  const char* title;
};

Meaning meaning_of(Code code) {
  switch (code) {
    case Code::invalid:
      return {422, "not-acceptable-here", "This cannot be accepted"};
    case Code::not_found:
      return {404, "not-found", "There is no such thing"};
    case Code::conflict:
      return {409, "conflict", "Not in this state"};
    case Code::rejected:
      return {422, "rejected", "The data cannot be accepted"};
    case Code::unavailable:
      return {503, "unavailable", "Try again later"};
    case Code::corrupt:
    case Code::config:
      break;
  }
  return {500, "internal", "Something is wrong on our side"};
}

}  // namespace

http::Response answer_of(const Refusal& refusal, const http::Request& request) {
  if (refusal.job) return accepted(*refusal.job);
  auto response = http::problem(refusal.status, refusal.type, refusal.title, refusal.detail, request, refusal.errors);
  if (refusal.status == 401) response.headers.set("WWW-Authenticate", R"(Bearer realm="shelfcast")");
  if (refusal.retry_after > 0) response.headers.set("Retry-After", fmt::format("{}", refusal.retry_after));
  return response;
}

Refusal waits_for(domain::Job job) {
  auto detail = fmt::format("It is being worked on ({}): ask again in a moment.", job.id);
  return {
      .status = 202, .type = "not-yet-made", .title = "Not yet", .detail = std::move(detail), .job = std::move(job)};
}

Refusal too_many_listen() {
  return {.status = 503,
          .type = "overloaded",
          .title = "Too many listen",
          .detail = "As many listen to this server as may. Try again in a while.",
          .retry_after = 60};
}

Refusal unauthorized(std::string detail) {
  return {.status = 401, .type = "unauthorized", .title = "This needs credentials", .detail = std::move(detail)};
}

Refusal refusal_of(const Error& error) {
  const Meaning meaning = meaning_of(error.code);
  return {.status = meaning.status,
          .type = meaning.type,
          .title = meaning.title,
          .detail = error.text(),
          .retry_after = error.code == Code::unavailable ? 30 : 0};
}

Refusal bad_fields(int status, std::vector<http::FieldError> errors) {
  const bool body = status == 422;
  const std::string detail =
      errors.size() == 1 ? errors.front().message : fmt::format("{} fields are wrong: see errors.", errors.size());
  return {.status = status,
          .type = body ? "bad-field" : "bad-parameter",
          .title = body ? "A field cannot be accepted" : "A parameter is wrong",
          .detail = detail,
          .errors = std::move(errors)};
}

}  // namespace shelfcast::api
