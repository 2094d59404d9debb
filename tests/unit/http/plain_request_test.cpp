// SPDX-License-Identifier: Apache-2.0
#include "http/plain_request.hpp"

#include "http/request_parser.hpp"
#include "mutated.hpp"

#include <catch2/catch.hpp>
#include <optional>

using namespace shelfcast;
using namespace shelfcast::http;

namespace {

constexpr std::size_t kLimit = 16 * 1024;

const std::string kBrowser =
    "GET /a/%C3%BC?x=1&y=%20 HTTP/1.1\r\nHost: example.com\r\nAccept: text/html;q=0.9, */*\r\nX-Request-Id: a.b\r\n"
    "Accept-Encoding:gzip , br\t\r\nEmpty:\r\nConnection: keep-alive\r\n\r\n";

struct Verdict {
  Request request;
  std::size_t size;
  bool keeps_alive;
};

/// What the parser that judges everything says of the same bytes.
std::optional<Verdict> judged(std::string_view bytes) {
  const Router router({});
  Verdict verdict{};
  RequestParser parser(verdict.request, router, Limits{});
  while (!parser.is_done() && verdict.size < bytes.size()) {
    boost::system::error_code failed;
    const std::string_view rest = bytes.substr(verdict.size);
    const std::size_t used = parser.put(boost::asio::buffer(rest), failed);
    if (failed || used == 0) return std::nullopt;
    verdict.size += used;
  }
  if (!parser.is_done()) return std::nullopt;
  verdict.keeps_alive = parser.keep_alive();
  return verdict;
}

bool agrees_where_plain(std::string_view bytes) {
  PlainRequest plain;
  if (!plain.read(bytes, kLimit)) return true;
  const auto verdict = judged(bytes);
  if (!verdict) return false;
  Request request;
  plain.copy_to(request);
  return request.method == verdict->request.method && request.target == verdict->request.target &&
         request.headers.fields == verdict->request.headers.fields && plain.size() == verdict->size &&
         plain.closes() == !verdict->keeps_alive;
}

bool is_plain(std::string_view bytes) {
  PlainRequest plain;
  return plain.read(bytes, kLimit);
}

std::string with(const std::string& field) {
  return "GET / HTTP/1.1\r\nHost: x\r\n" + field + "\r\n\r\n";
}

}  // namespace

TEST_CASE("a plain request is read where it lies, up to its end") {
  const std::string bytes = kBrowser + "GET /next";
  PlainRequest plain;
  REQUIRE(plain.read(bytes, kLimit));
  CHECK(plain.size() == kBrowser.size());
  CHECK(plain.head().method == "GET");
  CHECK(plain.head().target == "/a/%C3%BC?x=1&y=%20");
  CHECK(plain.head().get("accept-encoding") == "gzip , br");
  CHECK(plain.head().get("Empty").empty());
  CHECK(plain.head().get("Nothing").empty());
  CHECK(!plain.closes());
  CHECK(agrees_where_plain(kBrowser));
}

TEST_CASE("what frames a message, or is not quite right, is left to the parser that judges") {
  for (const char* field :
       {"Content-Length: 0", "Transfer-Encoding: chunked", "Expect: 100-continue", "Upgrade: websocket", "Host: y",
        "Connection: upgrade", "Connection: close\r\nConnection: keep-alive", "A : b", ": b", "A", "A: b\r\n folded",
        "A: \x7f", "A: \xc3\xbc", "A: b\nB: c"}) {
    CAPTURE(field);
    CHECK(!is_plain(with(field)));
  }
  for (const char* bytes :
       {"", "GET", "POST / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.0\r\nHost: x\r\n\r\n",
        "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n",
        "\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\nHost: x\n\n"}) {
    CAPTURE(bytes);
    CHECK(!is_plain(bytes));
  }
  CHECK(!PlainRequest().read(kBrowser, kBrowser.size() - 1));
}

TEST_CASE("every beginning of a plain request is not all there") {
  for (std::size_t size = 0; size < kBrowser.size(); ++size) CHECK(!is_plain(kBrowser.substr(0, size)));
}

TEST_CASE("whatever is taken for plain, the judging parser takes for the same") {
  Random random(20251120, 7);
  std::size_t taken = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::string bytes = mutated(kBrowser, random);
    CAPTURE(round, bytes);
    REQUIRE(agrees_where_plain(bytes));
    taken += is_plain(bytes) ? 1 : 0;
  }
  CHECK(taken > 2'000);
}
