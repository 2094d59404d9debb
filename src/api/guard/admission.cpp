// SPDX-License-Identifier: Apache-2.0
#include "api/guard/admission.hpp"

#include <fmt/format.h>

namespace shelfcast::api {

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
