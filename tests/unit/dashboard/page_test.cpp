// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/dashboard/dashboard.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <regex>

using namespace shelfcast;

namespace {

http::Response get(std::string path, http::Headers headers = {}) {
  static const http::Router router(dashboard::routes());
  http::Request request;
  request.method = "GET";
  request.path = std::move(path);
  request.headers = std::move(headers);
  const auto match = router.match(request);
  return match.route ? match.route->handle(request) : match.answer;
}

http::Response get_coded(std::string path, std::string coding) {
  return get(std::move(path), {.fields = {{"Accept-Encoding", std::move(coding)}}});
}

std::vector<std::string> matches(const std::string& text, const char* pattern) {
  const std::regex expression(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), expression), end; it != end; ++it) found.push_back((*it)[1]);
  return found;
}

/// The script that the page begins with.
std::string main_script() {
  return matches(get("/").body, "src=\"([^\"]+)\"").at(0);
}

}  // namespace

TEST_CASE("the page loads only what this server serves") {
  const auto page = get("/");
  REQUIRE(page.status == 200);
  const auto linked = matches(page.body, "(?:src|href)=\"([^\"]+)\"");
  CHECK(linked.size() >= 3);
  for (const auto& path : linked) CHECK(get(path).status == 200);
}

TEST_CASE("every view is the one page, so that a link into it works") {
  for (const auto* path : {"/categories", "/categories/11", "/products/1001", "/compare", "/trust", "/operations"}) {
    CAPTURE(path);
    CHECK(get(path).status == 200);
    CHECK(get(path).body == get("/").body);
  }
  CHECK(get("/nowhere").status == 404);
  CHECK(get("/products").status == 404);
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
  std::size_t scripts = 0;
  for (const auto& route : dashboard::routes()) {
    if (!route.path.ends_with(".js")) continue;
    ++scripts;
    const auto script = get(route.path);
    CAPTURE(route.path);
    CHECK(script.headers.get("Content-Type") == "text/javascript; charset=utf-8");
    const auto folder = route.path.substr(0, route.path.rfind('/') + 1);
    for (const auto& imported : matches(script.body, R"re((?:from|import|import\()["'`]\./([^"'`]+)["'`])re"))
      CHECK(get(folder + imported).status == 200);
  }
  CHECK(scripts > 5);
}

TEST_CASE("nothing on the page comes from elsewhere or runs from within the page") {
  for (const auto& route : dashboard::routes()) {
    const auto answer = get(route.path);
    CAPTURE(route.path);
    CHECK(answer.headers.get("Content-Security-Policy")->starts_with("default-src 'none'"));
    CHECK(answer.headers.get("X-Content-Type-Options") == "nosniff");
  }
  const auto page = get("/").body;
  CHECK(matches(page, "(https?://)").empty());
  CHECK(matches(page, "(<script>|<style>| style=| onclick=)").empty());
}

TEST_CASE("a page that the browser still holds is not sent again") {
  const auto etag = std::string(get("/").headers.get("ETag").value());
  const auto again = get("/", {.fields = {{"If-None-Match", etag}}});
  CHECK(again.status == 304);
  CHECK(again.body.empty());
  CHECK(get("/", {.fields = {{"If-None-Match", "\"other\""}}}).status == 200);
}

TEST_CASE("what bears its content's hash in its name is kept for ever, all else is asked for again") {
  CHECK(get(main_script()).headers.get("Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(get("/").headers.get("Cache-Control") == "no-cache");
  CHECK(get("/page/docs.js").headers.get("Cache-Control") == "no-cache");
}

TEST_CASE("a page is packed as its reader can unpack it") {
  const auto script = main_script();
  const auto plain = get(script);
  CHECK(!plain.headers.get("Content-Encoding"));
  const auto gzip = get_coded(script, "gzip, deflate");
  CHECK(gzip.headers.get("Content-Encoding") == "gzip");
  CHECK(gzip.body.starts_with("\x1f\x8b"));
  const auto brotli = get_coded(script, "gzip, deflate, br, zstd");
  CHECK(brotli.headers.get("Content-Encoding") == "br");
  CHECK(brotli.body.size() < gzip.body.size());
  CHECK(gzip.body.size() < plain.body.size());
  CHECK(get_coded(script, "br;q=0, gzip").headers.get("Content-Encoding") == "gzip");
  CHECK(brotli.headers.get("Vary") == "Accept-Encoding");
}

TEST_CASE("each coding has an ETag of its own, and is not sent again under it alone") {
  const auto etag = std::string(get_coded("/", "br").headers.get("ETag").value());
  CHECK(get("/").headers.get("ETag") != etag);
  CHECK(get("/", {.fields = {{"If-None-Match", etag}, {"Accept-Encoding", "br"}}}).status == 304);
  CHECK(get("/", {.fields = {{"If-None-Match", etag}}}).status == 200);
}
