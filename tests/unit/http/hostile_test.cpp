// SPDX-License-Identifier: Apache-2.0
#include "mutated.hpp"
#include "raw_connection.hpp"
#include "test_server.hpp"

#include <fmt/format.h>

using namespace shelfcast;
using namespace shelfcast::http;

namespace {

std::vector<Route> routes() {
  return {{"GET", "/", [](const Request&) { return text("root"); }},
          {"GET", "/a/{id}", [](const Request& request) { return text(request.captured.at("id")); }},
          {"POST", "/a", [](const Request& request) { return text(request.body); }}};
}

struct Hostile {
  const char* what;
  std::string bytes;
  int status;
};

std::string get(const std::string& target) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: x\r\n\r\n", target);
}

std::string post(const std::string& headers, const std::string& body) {
  return fmt::format("POST /a HTTP/1.1\r\nHost: x\r\n{}\r\n{}", headers, body);
}

std::string with_headers(int count) {
  std::string request = "GET / HTTP/1.1\r\nHost: x\r\n";
  for (int i = 0; i < count; ++i) request += "A: b\r\n";
  return request + "\r\n";
}

std::vector<Hostile> hostile_requests() {
  using namespace std::string_literals;
  return {
      {"no HTTP at all", "hello there\r\n\r\n", 400},
      {"a TLS greeting", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"s, 400},
      {"a method that is no token", "G@T / HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"a method nobody knows", "BREW / HTTP/1.1\r\nHost: x\r\n\r\n", 405},
      {"a tunnel", "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"a version of the future", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", 400},
      {"no version", "GET /\r\nHost: x\r\n\r\n", 400},
      {"no host", "GET / HTTP/1.1\r\n\r\n", 400},
      {"two hosts", "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400},
      {"a header line without a colon", "GET / HTTP/1.1\r\nHost: x\r\nbroken\r\n\r\n", 400},
      {"a blank before the colon", "GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400},
      {"a NUL in a header", "GET / HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n"s, 400},
      {"a huge header", "GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(40'000, 'a') + "\r\n\r\n", 431},
      {"a huge target", get("/" + std::string(40'000, 'a')), 431},
      {"many headers", with_headers(5000), 431},
      {"an absolute target", get("http://example.com/a/7?x=1"), 200},
      {"an absolute target without a path", get("http://example.com"), 200},
      {"a star that is not OPTIONS", get("*"), 400},
      {"a star", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 204},
      {"no slash", get("a/7"), 400},
      {"a fragment", get("/#top"), 400},
      {"climbing out", get("/../etc/passwd"), 400},
      {"climbing out, escaped", get("/a/%2e%2e"), 400},
      {"climbing out, escaped slashes", get("/a/..%2f..%2fetc"), 200},
      {"an escape cut short", get("/a/%4"), 400},
      {"an escape that is none", get("/a/%zz"), 400},
      {"an escape with a sign", get("/a/%+1"), 400},
      {"an escaped NUL", get("/a/%00"), 400},
      {"bytes that are no UTF-8", get("/a/%ff%fe"), 400},
      {"an overlong form", get("/a/%c0%af"), 400},
      {"raw bytes that are no UTF-8", get("/a/\xff"), 400},
      {"a bad escape in the query", get("/?x=%"), 400},
      {"a NUL in the query", get("/?x=%00"), 400},
      {"an odd but valid query", get("/?&&=&x&x==&%20=+"), 200},
      {"an empty segment", get("//"), 404},
      {"a capture of nothing", get("/a/"), 404},
      {"a chunked body", post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), 200},
      {"chunks with a trailer", post("Transfer-Encoding: chunked\r\n", "1\r\na\r\n0\r\nX: y\r\n\r\n"), 200},
      {"a chunk of no size", post("Transfer-Encoding: chunked\r\n", "zz\r\nabc\r\n0\r\n\r\n"), 400},
      {"a chunk larger than any number", post("Transfer-Encoding: chunked\r\n", fmt::format("{:f>40}\r\n", "")), 400},
      {"a chunk over the limit", post("Transfer-Encoding: chunked\r\n", "fffff\r\n"), 413},
      {"chunks that add up over the limit",
       post("Transfer-Encoding: chunked\r\n", "3000\r\n" + std::string(0x3000, 'a') + "\r\n3000\r\n"), 413},
      {"a chunk's head without end", post("Transfer-Encoding: chunked\r\n", "1;" + std::string(40'000, 'a')), 431},
      {"trailers without end", post("Transfer-Encoding: chunked\r\n", "0\r\nA: " + std::string(40'000, 'a')), 431},
      {"a coding that only ends like chunked", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), 400},
      {"a coding nobody here unpacks", post("Transfer-Encoding: gzip\r\n", "0\r\n\r\n"), 400},
      {"a coding before the chunks", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 400},
      {"a coding after the chunks", post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"), 400},
      {"no coding at all", post("Transfer-Encoding: \r\n", "0\r\n\r\n"), 400},
      {"no coding, with a length", post("Transfer-Encoding: identity\r\nContent-Length: 3\r\n", "abc"), 400},
      {"a length, with no coding", post("Content-Length: 3\r\nTransfer-Encoding: identity\r\n", "abc"), 400},
      {"chunks twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
      {"chunks, and something else", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n"),
       400},
      {"chunks of an older version",
       "POST /a HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", 400},
      {"chunks in other letters", post("transfer-encoding: CHUNKED\r\n", "1\r\na\r\n0\r\n\r\n"), 200},
      {"length and chunks", post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
      {"chunks and length", post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n"), 400},
      {"two lengths", post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd"), 400},
      {"a negative length", post("Content-Length: -1\r\n", ""), 400},
      {"a length beyond numbers", post("Content-Length: 99999999999999999999999\r\n", ""), 400},
      {"a length over the limit", post("Content-Length: 20000\r\n", ""), 413},
      {"a length near the end of numbers", post("Content-Length: 18446744073709551615\r\n", ""), 413},
      {"a truncated body", post("Content-Length: 10\r\n", "abc"), 400},
      {"a truncated header", "GET / HTTP/1.1\r\nHost:", 400},
      {"a truncated chunk", post("Transfer-Encoding: chunked\r\n", "5\r\nab"), 400},
      {"only line ends", "\r\n\r\n\r\n", 400},
  };
}

}  // namespace

TEST_CASE("every hostile request gets its status, an id and a problem") {
  const TestServer server(routes(), Limits{.body_bytes = 16 * 1024});
  for (const Hostile& hostile : hostile_requests()) {
    CAPTURE(hostile.what);
    RawConnection caller(server.server.port());
    caller.send(hostile.bytes);
    caller.end_sending();
    const std::string answer = caller.read_answer();
    CHECK(status_of(answer) == hostile.status);
    CHECK(answer.find("X-Request-Id: ") != std::string::npos);
    if (hostile.status >= 400) CHECK(answer.find("application/problem+json") != std::string::npos);
  }
  CHECK(server.ask("GET", "/").body == "root");
}

TEST_CASE("what follows a malformed request on its connection is not served") {
  const TestServer server(routes());
  for (const char* const framing : {"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
                                    "Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: chunked, identity\r\n"}) {
    CAPTURE(framing);
    RawConnection caller(server.server.port());
    caller.send(post(framing, "") + get("/a/smuggled"));
    caller.end_sending();
    const std::string answers = caller.read_all();
    CHECK(status_of(answers) == 400);
    CHECK(answers.find("smuggled") == std::string::npos);
  }
}

TEST_CASE("the chunks of a body arrive as one") {
  const TestServer server(routes());
  RawConnection caller(server.server.port());
  caller.send(post("Transfer-Encoding: chunked\r\n", "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n") + get("/a/next"));
  CHECK(caller.read_answer().ends_with("\r\n\r\nabcde"));
  CHECK(caller.read_answer().ends_with("\r\n\r\nnext"));
}

TEST_CASE("a large body that is refused still gets its answer") {
  const TestServer server(routes(), Limits{.body_bytes = 1024});
  RawConnection caller(server.server.port());
  caller.send(post("Content-Length: 500000\r\n", std::string(500'000, 'x')));
  CHECK(status_of(caller.read_answer()) == 413);
}

TEST_CASE("no mutation of a valid request stops the server") {
  const TestServer server(routes());
  Random random(20251120, 1);
  const std::string valid =
      post("Transfer-Encoding: chunked\r\nExpect: 100-continue\r\nX-Request-Id: abc\r\n", "3\r\nabc\r\n0\r\n\r\n") +
      get("/a/%C3%BC?x=1&y=%20");
  for (int round = 0; round < 500; ++round) {
    const std::string bytes = mutated(valid, random);
    RawConnection caller(server.server.port());
    caller.send(bytes);
    caller.end_sending();
    const std::string answers = caller.read_all();
    CAPTURE(round, bytes, answers);
    REQUIRE((answers.empty() || status_of(answers) >= 100));
  }
  CHECK(server.ask("GET", "/").body == "root");
}
