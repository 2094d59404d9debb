// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/message.hpp"

#include "http/answer_head.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace shelfcast;
using namespace shelfcast::http;

TEST_CASE("header names are one whatever their case") {
  Headers headers;
  headers.set("Content-Type", "a");
  headers.set("content-TYPE", "b");
  CHECK(headers.fields.size() == 1);
  CHECK(headers.get("CONTENT-type") == "b");
  CHECK_FALSE(headers.get("Content").has_value());
}

TEST_CASE("a problem lists every bad field, and quotes bytes that are no text without breaking") {
  Request request;
  request.id = "id-1";
  const Response answer = problem(400, "bad-parameter", "Bad Request", "\xff is odd", request,
                                  {{"?limit", "out_of_range", "limit is 1 to 100"}, {"?page", "not_a_number", "no"}});
  CHECK(answer.status == 400);
  const auto body = nlohmann::json::parse(answer.body);
  CHECK(body["type"] == "https://shelfcast.dev/problems/bad-parameter");
  CHECK(body["instance"] == "id-1");
  CHECK(body["errors"].size() == 2);
  CHECK(body["errors"][0]["pointer"] == "?limit");
  CHECK(body["errors"][0]["code"] == "out_of_range");
  CHECK_FALSE(nlohmann::json::parse(problem(404, "x", "x", "x", request).body).contains("errors"));
}

TEST_CASE("a query is decoded in order, blanks written either way") {
  Request request;
  request.target = "/a%20b?x=1&x=2+3%2B4&flag&=v";
  REQUIRE(read_target(request));
  CHECK(request.path == "/a b");
  CHECK(request.query ==
        std::vector<std::pair<std::string, std::string>>{{"x", "1"}, {"x", "2 3+4"}, {"flag", ""}, {"", "v"}});
}

TEST_CASE("a date header is written as RFC 9110 writes it") {
  CHECK(http_date(parse_instant("1994-11-06T08:49:37Z").value()) == "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST_CASE("an answer without a body names no length") {
  std::string head;
  write_head(head, Response{.status = 304, .headers = {}, .body = {}}, "id", Afterwards::stays_open);
  CHECK(head.starts_with("HTTP/1.1 304 Not Modified\r\n"));
  CHECK(head.find("Content-Length") == std::string::npos);
  CHECK(head.ends_with("X-Request-Id: id\r\n\r\n"));
}
