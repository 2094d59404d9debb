// SPDX-License-Identifier: Apache-2.0
#include "api/endpoints.hpp"
#include "api/html_page.hpp"
#include "api/refusal.hpp"
#include "api/runbooks/markdown.hpp"
#include "api/runbooks/runbook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace shelfcast::api {
namespace {

using runbooks::Runbook;

constexpr std::string_view kHead = R"(<h1>Runbooks</h1>
<p>What an alert means, what to look at, and what to do, by the name of its rule.</p>
<dl>
)";

http::Response all_of_them(const http::Request&) {
  std::string main(kHead);
  for (const Runbook& runbook : runbooks::runbooks()) {
    fmt::format_to(std::back_inserter(main),
                   R"(<dt><a href="/runbooks/{0}"><code>{0}</code></a></dt><dd>{1}</dd>)"
                   "\n",
                   runbook.rule, runbooks::title_of(runbook.text));
  }
  main += "</dl>\n";
  return html_page("runbooks", main);
}

http::Response one(const http::Request& request) {
  const auto all = runbooks::runbooks();
  const auto found = std::ranges::find(all, request.captured.at("rule"), &Runbook::rule);
  if (found == all.end()) {
    return answer_of({.status = 404,
                      .type = "not-found",
                      .title = "There is no rule of this name",
                      .detail = "GET /runbooks tells of all of them."},
                     request);
  }
  constexpr std::string_view kFoot = "<p><a href=\"/runbooks\">All runbooks</a></p>\n";
  return html_page(found->rule, runbooks::html_of(found->text).append(kFoot));
}

}  // namespace

Endpoints runbook_routes(const SharedServices& /*services*/) {
  const std::vector<std::string_view> html{"text/html"};
  return {
      {{"GET", "/runbooks", all_of_them, http::Pace::quick, "public"},
       {.tag = "Documentation", .summary = "The runbooks of all alerts", .answers = {{200, "Text", html}}}},
      {{"GET", "/runbooks/{rule}", one, http::Pace::quick, "public"},
       {.tag = "Documentation", .summary = "What an alert means, and what to do", .answers = {{200, "Text", html}}}}};
}

}  // namespace shelfcast::api
