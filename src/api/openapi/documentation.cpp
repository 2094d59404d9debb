// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/documentation.hpp"

#include "api/caching.hpp"
#include "api/openapi/document.hpp"
#include "api/openapi/problem_page.hpp"
#include "shelfcast/base/digest.hpp"

#include <fmt/format.h>

namespace shelfcast::api::openapi {
namespace {

/// Made once and given as it is; asked for again each time, so that a new server is seen at once.
http::Response whole_document(const std::string& text) {
  auto response = json_answer(200, text);
  response.headers.set("ETag", fmt::format("\"{}\"", hex(fingerprint(text))));
  response.headers.set("Cache-Control", "no-cache");
  return response;
}

http::Response given(const http::Response& whole, const http::Request& request) {
  if (!holds(request, *whole.headers.get("ETag"))) return whole;
  return {.status = 304, .headers = whole.headers, .body = {}};
}

}  // namespace

void add_documentation(Endpoints& endpoints, std::string_view version) {
  const auto whole = std::make_shared<http::Response>();
  endpoints.push_back(
      {{"GET", "/openapi.json", [whole](const http::Request& request) { return given(*whole, request); },
        http::Pace::quick, "public"},
       {.tag = "Documentation", .summary = "This document", .answers = {{200, "Document"}}, .is_kept = true}});
  for (auto& endpoint : problem_endpoints()) endpoints.push_back(std::move(endpoint));
  *whole = whole_document(document(endpoints, version));
}

}  // namespace shelfcast::api::openapi
