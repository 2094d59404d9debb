// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/dashboard/dashboard.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <regex>

using namespace shelfcast;

namespace {

http::Response get(std::string path, std::string etag = "") {
  static const http::Router router(dashboard::routes());
  http::Request request;
  request.method = "GET";
  request.path = path;
  if (!etag.empty()) request.headers.set("If-None-Match", etag);
  const auto match = router.match(request);
  return match.route ? match.route->handle(request) : match.answer;
}

std::vector<std::string> matches(const std::string& text, const char* pattern) {
  const std::regex expression(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), expression), end; it != end; ++it) found.push_back((*it)[1]);
  return found;
}

}  // namespace

TEST_CASE("the page loads only what this server serves") {
  const auto page = get("/");
  REQUIRE(page.status == 200);
  const auto linked = matches(page.body, "(?:src|href)=\"([^\"]+)\"");
  CHECK(linked.size() >= 3);
  for (const auto& path : linked) CHECK(get(path).status == 200);
}

TEST_CASE("the page of the API loads only what this server serves") {
  const auto page = get("/docs");
  REQUIRE(page.status == 200);
  CHECK(page.headers.get("Content-Type") == "text/html; charset=utf-8");
  for (const auto& path : matches(page.body, "(?:src|href)=\"([^\"]+)\""))
    if (path != "/openapi.json" && path != "/problems") CHECK(get(path).status == 200);  // those are the API's
  CHECK(matches(page.body, "(<script>|<style>| style=| onclick=)").empty());
}

TEST_CASE("each module of the page imports only modules that are served") {
  for (const auto* module :
       {"main.js", "view.js", "ask.js", "state.js", "words.js", "why.js", "elements.js", "docs.js", "answer_text.js"}) {
    const auto script = get(std::string("/page/") + module);
    REQUIRE(script.status == 200);
    CHECK(script.headers.get("Content-Type") == "text/javascript; charset=utf-8");
    for (const auto& imported : matches(script.body, "from \"\\./([^\"]+)\""))
      CHECK(get("/page/" + imported).status == 200);
  }
}

TEST_CASE("nothing on the page comes from elsewhere or runs from within the page") {
  for (const auto& route : dashboard::routes()) {
    const auto answer = get(route.path);
    CAPTURE(route.path);
    CHECK(answer.body.find("https://") == std::string::npos);
    CHECK(answer.headers.get("Content-Security-Policy")->starts_with("default-src 'none'"));
    CHECK(answer.headers.get("X-Content-Type-Options") == "nosniff");
  }
  const auto page = get("/").body;
  CHECK(matches(page, "(<script>|<style>| style=| onclick=)").empty());
}

TEST_CASE("a page that the browser still holds is not sent again") {
  const auto etag = std::string(get("/").headers.get("ETag").value());
  const auto again = get("/", etag);
  CHECK(again.status == 304);
  CHECK(again.body.empty());
  CHECK(get("/", "\"other\"").status == 200);
}
