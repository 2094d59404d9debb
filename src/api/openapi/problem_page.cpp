// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/problem_page.hpp"

#include "api/html_page.hpp"
#include "api/openapi/problem_types.hpp"
#include "api/refusal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace shelfcast::api::openapi {
namespace {

constexpr std::string_view kHead =
    R"(<h1>Problems</h1>
<p>What a request gets that is not answered: <code>application/problem+json</code> (RFC 9457). Its <code>type</code>
ends in one of these words. <a href="/docs">All requests</a>, <a href="/problems">all problems</a>.</p>
<dl>
)";

void put_type(std::string& html, const ProblemType& type) {
  fmt::format_to(std::back_inserter(html),
                 R"(<dt id="{0}"><a href="/problems/{0}"><code>{0}</code></a></dt><dd>{1}</dd>)"
                 "\n",
                 type.name, type.meaning);
}

http::Response page_of(std::span<const ProblemType> types) {
  std::string main(kHead);
  for (const auto& type : types) put_type(main, type);
  main += "</dl>\n";
  return html_page("problems", main);
}

http::Response one(const http::Request& request) {
  const auto types = problem_types();
  const auto found = std::ranges::find(types, request.captured.at("type"), &ProblemType::name);
  if (found != types.end()) return page_of({found, 1});
  return answer_of({.status = 404,
                    .type = "not-found",
                    .title = "There is no such problem",
                    .detail = "GET /problems tells of all of them."},
                   request);
}

}  // namespace

Endpoints problem_endpoints() {
  const std::vector<std::string_view> html{"text/html"};
  return {
      {{"GET", "/problems", [](const http::Request&) { return page_of(problem_types()); }, http::Pace::quick, "public"},
       {.tag = "Documentation", .summary = "What each type of problem means", .answers = {{200, "Text", html}}}},
      {{"GET", "/problems/{type}", one, http::Pace::quick, "public"},
       {.tag = "Documentation", .summary = "What one type of problem means", .answers = {{200, "Text", html}}}}};
}

}  // namespace shelfcast::api::openapi
