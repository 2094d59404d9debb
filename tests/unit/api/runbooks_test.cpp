// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "api/runbooks/markdown.hpp"
#include "api/runbooks/runbook.hpp"
#include "unit/api/guarded_shop.hpp"

#include <algorithm>
#include <functional>

using namespace shelfcast;
using namespace shelfcast::test;
using api::runbooks::html_of;
using api::runbooks::Runbook;

TEST_CASE("a runbook's titles, headings, items and paragraphs become HTML") {
  CHECK(html_of("# It is down\nNobody gets\n\n## Do\n- this\n- that\nThen rest.\n") ==
        "<h1>It is down</h1>\n<p>Nobody gets</p>\n<h2>Do</h2>\n<ul>\n<li>this</li>\n<li>that</li>\n</ul>\n<p>Then "
        "rest.</p>\n");
  CHECK(html_of("- a list ends with the text") == "<ul>\n<li>a list ends with the text</li>\n</ul>\n");
  CHECK(html_of("").empty());
}

TEST_CASE("code and links stand within a line, and all else is text") {
  CHECK(html_of("run `a < b` or [see](/runbooks/cpu), `x`") ==
        "<p>run <code>a &lt; b</code> or <a href=\"/runbooks/cpu\">see</a>, <code>x</code></p>\n");
  CHECK(html_of("a ` alone, [not](closed, [1] & <b>") == "<p>a ` alone, [not](closed, [1] &amp; &lt;b></p>\n");
  CHECK(html_of("[a](\"x\")") == "<p><a href=\"&quot;x&quot;\">a</a></p>\n");
}

TEST_CASE("every runbook has its page, and they are in order") {
  GuardedShop shop;
  const auto all = api::runbooks::runbooks();
  REQUIRE(!all.empty());
  CHECK(std::ranges::is_sorted(all, std::less<>(), &Runbook::rule));
  const auto list = shop.ask("GET", "/runbooks", "").body;
  for (const auto& runbook : all) {
    INFO(runbook.rule);
    const std::string title(api::runbooks::title_of(runbook.text));
    const auto page = shop.ask("GET", "/runbooks/" + std::string(runbook.rule), "");
    CHECK(page.status == 200);
    CHECK(page.headers.get("Content-Type") == "text/html; charset=utf-8");
    CHECK(page.body.find("<h1>" + title + "</h1>") != std::string::npos);
    CHECK(list.find(title) != std::string::npos);
  }
  CHECK(shop.ask("GET", "/runbooks/nonsense", "").status == 404);
}
