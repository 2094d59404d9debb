// SPDX-License-Identifier: Apache-2.0
#include "api/admission.hpp"

#include <fmt/format.h>

namespace shelfcast::api {
namespace {

/// Takes the same time wherever the two differ, so that nobody learns a token byte by byte.
bool same_secret(std::string_view given, std::string_view expected) {
  unsigned difference = given.size() == expected.size() ? 0U : 1U;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const auto one = static_cast<unsigned char>(given[i]);
    const auto other = static_cast<unsigned char>(expected[i % expected.size()]);
    difference |= static_cast<unsigned>(one ^ other);
  }
  return difference == 0;
}

bool has_token(const http::Request& request, std::string_view expected) {
  constexpr std::string_view kScheme = "Bearer ";
  const std::string_view given = request.headers.get("Authorization").value_or("");
  return given.starts_with(kScheme) && same_secret(given.substr(kScheme.size()), expected);
}

}  // namespace

std::optional<http::Response> refuse_unless_admin(const http::Request& request, const Options& options) {
  const bool token_is_set = !options.admin_token.empty();
  const bool admitted = token_is_set ? has_token(request, options.admin_token) : request.local && options.loopback_only;
  if (admitted) return std::nullopt;
  auto response = answer_of({.status = 401,
                             .type = "unauthorized",
                             .title = "This needs the admin token",
                             .detail = token_is_set ? "Send 'Authorization: Bearer <admin token>'."
                                                    : "No admin token is configured: administrative calls are "
                                                      "accepted from this machine only, on loopback only."},
                            request);
  response.headers.set("WWW-Authenticate", "Bearer realm=\"shelfcast\"");
  return response;
}

std::optional<Refusal> wrong_media_type(const http::Request& request, std::string_view expected) {
  const auto type = request.headers.get("Content-Type").value_or("");
  if (type.substr(0, type.find(';')) == expected) return std::nullopt;
  return Refusal{.status = 415,
                 .type = "unsupported-media-type",
                 .title = "The body is of another kind than it must be",
                 .detail = fmt::format("Send 'Content-Type: {}'.", expected)};
}

Refusal malformed_body() {
  return {
      .status = 400, .type = "malformed-body", .title = "The body is not JSON", .detail = "The body cannot be parsed."};
}

}  // namespace shelfcast::api
