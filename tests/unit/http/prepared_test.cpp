// SPDX-License-Identifier: Apache-2.0
#include "http/prepared_answers.hpp"

#include "kept_answers.hpp"
#include "raw_connection.hpp"

#include <fmt/format.h>
#include <zlib.h>

using namespace shelfcast::http;

namespace {

struct KeptServer {
  KeptAnswers kept;
  TestServer server{kept.routes(), KeptAnswers::limits()};
  RawConnection caller{server.server.port()};

  std::string ask(const std::string& target, const std::string& headers = {}) {
    caller.send(fmt::format("GET {} HTTP/1.1\r\nHost: x\r\n{}\r\n", target, headers));
    return caller.read_answer();
  }
};

std::string without(std::string answer, const std::string& header) {
  const auto at = answer.find("\r\n" + header + ": ");
  REQUIRE(at != std::string::npos);
  return answer.erase(at, answer.find("\r\n", at + 2) - at);
}

std::string comparable(const std::string& answer) {
  return without(without(without(answer, "Date"), "X-Request-Id"), "Cache-Control");
}

std::string body_of(const std::string& answer) {
  return answer.substr(answer.find("\r\n\r\n") + 4);
}

std::string unpacked(std::string packed) {
  constexpr int kGzip = 31;
  z_stream stream{};
  REQUIRE(::inflateInit2(&stream, kGzip) == Z_OK);
  std::string text(100'000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  const int end = ::inflate(&stream, Z_FINISH);  // checks the checksum and the length
  text.resize(stream.total_out);
  ::inflateEnd(&stream);
  CHECK(end == Z_STREAM_END);
  CHECK(stream.avail_in == 0);
  return text;
}

PreparedPtr prepared(KeptAnswers& kept, std::int64_t seconds, double now) {
  static const Route route{.method = "GET", .path = "/of/{asker}/{what}", .handle = {}, .asker = "asker"};
  Request request;
  request.captured = {{"asker", "7"}, {"what", "a"}};
  Response answer = kept.answer(request);
  Keeping keeping = *answer.keeping;
  keeping.seconds = seconds;
  answer.keeping = std::make_shared<const Keeping>(keeping);
  return std::make_shared<const Prepared>(answer, route, Coding::none, now);
}

}  // namespace

TEST_CASE("an answer that may be kept is given again without its handler, byte for byte") {
  KeptServer server;
  const std::string first = server.ask("/of/7/a");
  const std::string second = server.ask("/of/7/a");
  CHECK(server.kept.handled == 1);
  CHECK(*server.kept.times_given == 2);
  CHECK(comparable(first) == comparable(second));
  CHECK(first.find("Cache-Control: private, max-age=60\r\n") != std::string::npos);
  CHECK(body_of(first).starts_with(R"({"what":"a","asker":7,"text":")"));
}

TEST_CASE("another asker gets the same answer with itself in it, as its handler would have made it") {
  KeptServer server;
  server.ask("/of/7/a");
  const std::string given = server.ask("/of/123456/a");
  CHECK(server.kept.handled == 1);
  ++*server.kept.edition;
  CHECK(comparable(given) == comparable(server.ask("/of/123456/a")));
  CHECK(server.kept.handled == 2);
  CHECK(given.find("Link: </of/123456/next>\r\n") != std::string::npos);
}

TEST_CASE("numbers and names are different askers, and what must be escaped is asked of the handler") {
  KeptServer server;
  server.ask("/of/7/a");
  server.ask("/of/shop/a");
  CHECK(server.kept.handled == 2);
  server.ask("/of/other-shop/a");
  CHECK(server.kept.handled == 2);
  server.ask("/of/a%20b/a");
  server.ask("/of/a%20b/a");
  CHECK(server.kept.handled == 4);
}

TEST_CASE("a target that looks like the key of a kept answer is no way to it") {
  KeptServer server;
  server.ask("/of/7/a");
  CHECK(status_of(server.ask("n/of//a")) == 400);
}

TEST_CASE("what is for one asker alone is never given to another") {
  KeptServer server;
  CHECK(body_of(server.ask("/of/7/own/a")) == body_of(server.ask("/of/7/own/a")));
  CHECK(server.kept.handled == 1);
  CHECK(body_of(server.ask("/of/8/own/a")).find(R"("asker":8)") != std::string::npos);
  CHECK(server.kept.handled == 2);
}

TEST_CASE("an answer that is too long is made each time") {
  std::atomic<int> handled = 0;
  const auto edition = std::make_shared<std::atomic<std::uint64_t>>(0);
  const TestServer server({{.method = "GET",
                            .path = "/{size}",
                            .handle =
                                [&](const Request& request) {
                                  ++handled;
                                  auto answer = text(std::string(std::stoul(request.captured.at("size")), 'x'));
                                  answer.keeping = std::make_shared<const Keeping>(
                                      Keeping{.edition = edition, .made_in = 0, .seconds = 60});
                                  return answer;
                                }}},
                          KeptAnswers::limits());
  RawConnection caller{server.server.port()};
  const auto ask = [&](std::size_t size) {
    caller.send(fmt::format("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", size));
    CHECK(body_of(caller.read_answer()).size() == size);
  };
  ask(PreparedAnswers::kLongest);
  ask(PreparedAnswers::kLongest);
  CHECK(handled == 1);
  ask(PreparedAnswers::kLongest + 1);
  ask(PreparedAnswers::kLongest + 1);
  CHECK(handled == 3);
}

TEST_CASE("nothing is given that was made in an earlier edition") {
  KeptServer server;
  server.ask("/of/7/a");
  ++*server.kept.edition;
  server.ask("/of/7/a");
  CHECK(server.kept.handled == 2);
}

TEST_CASE("an answer holds for its seconds, which max-age counts down, and a second where there are none") {
  KeptAnswers kept;
  const auto answer = prepared(kept, 60, 1000);
  CHECK(answer->holds(1059.9));
  CHECK(!answer->holds(1060));
  std::string bytes;
  answer->write(bytes, {.request_id = "id", .asker = "7"}, 1017.5);
  CHECK(bytes.find("max-age=43\r\n") != std::string::npos);

  const auto stale = prepared(kept, 0, 1000);
  CHECK(stale->holds(1000.9));
  CHECK(!stale->holds(1001));
  bytes.clear();
  stale->write(bytes, {.request_id = "id", .asker = "7"}, 1000.5);
  CHECK(bytes.find("max-age=0\r\n") != std::string::npos);
}

TEST_CASE("who holds the answer already is told so") {
  KeptServer server;
  server.ask("/of/7/a");
  const std::string answer = server.ask("/of/7/a", "If-None-Match: \"b\", W/\"a\"\r\n");
  CHECK(status_of(answer) == 304);
  CHECK(answer.find("ETag: \"a\"\r\n") != std::string::npos);
  CHECK(answer.find("Content-") == std::string::npos);
  CHECK(answer.ends_with("\r\n\r\n"));
  CHECK(status_of(server.ask("/of/7/a", "If-None-Match: \"b\"\r\n")) == 200);
}

TEST_CASE("who takes gzip gets the same text packed, whoever asks") {
  KeptServer server;
  const std::string plain = server.ask("/of/7/a");
  for (const char* asker : {"7", "123456"}) {
    const std::string packed = server.ask(fmt::format("/of/{}/a", asker), "Accept-Encoding: br, gzip;q=0.5\r\n");
    CHECK(packed.find("Content-Encoding: gzip\r\n") != std::string::npos);
    CHECK(packed.find("ETag: W/\"a\"\r\n") != std::string::npos);
    CHECK(body_of(packed).size() < body_of(plain).size() / 3);
    CHECK(unpacked(body_of(packed)) == body_of(server.ask(fmt::format("/of/{}/a", asker))));
  }
  CHECK(server.kept.handled == 2);
  CHECK(server.ask("/of/7/a", "Accept-Encoding: gzip;q=0, *\r\n").find("Content-Encoding") == std::string::npos);
}

TEST_CASE("who shows credentials is left to the handler, unless the admission says otherwise") {
  KeptServer server;
  server.ask("/of/7/a");
  server.ask("/of/7/a", "Authorization: Bearer x\r\n");
  server.ask("/of/7/a", "Cookie: session=x\r\n");
  CHECK(server.kept.handled == 3);
}

TEST_CASE("an admission decides by head, route and asker, and adds its lines") {
  KeptAnswers kept;
  const Router router(kept.routes());
  shelfcast::runtime::Runtime runtime({.serving = 1, .workers = 1});
  const auto admit = [](const AskedHead& head, const PreparedFor& prepared) -> std::optional<std::string_view> {
    CHECK(prepared.route.asker == "asker");
    if (head.get("Authorization") != fmt::format("Bearer of-{}", prepared.asker)) return std::nullopt;
    return "RateLimit: limit=10\r\n";
  };
  Server server(runtime, router, KeptAnswers::limits(), admit);
  REQUIRE(server.listen(Server::Tcp{.port = 0}));
  RawConnection caller(server.port());
  const auto ask = [&](const std::string& token) {
    caller.send(fmt::format("GET /of/7/a HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n\r\n", token));
    return caller.read_answer();
  };
  ask("of-7");
  const std::string given = ask("of-7");
  CHECK(kept.handled == 1);
  CHECK(given.find("RateLimit: limit=10\r\n") != std::string::npos);
  CHECK(given.find("max-age=60") != std::string::npos);
  ask("of-8");
  CHECK(kept.handled == 2);
  server.stop(std::chrono::seconds(5));
}

TEST_CASE("requests sent together are answered in their order, prepared or not") {
  KeptServer server;
  server.ask("/of/7/a");
  const auto get = [](const std::string& target) { return fmt::format("GET {} HTTP/1.1\r\nHost: x\r\n\r\n", target); };
  std::string together;
  for (int i = 0; i < 300; ++i) together += get("/of/1/a") + get("/of/2/a") + (i % 100 == 0 ? get("/nowhere") : "");
  server.caller.send(together + "GET /of/3/a HTTP/1.1\r\nHo");
  for (int i = 0; i < 300; ++i) {
    REQUIRE(body_of(server.caller.read_answer()).find(R"("asker":1,)") != std::string::npos);
    REQUIRE(body_of(server.caller.read_answer()).find(R"("asker":2,)") != std::string::npos);
    if (i % 100 == 0) REQUIRE(status_of(server.caller.read_answer()) == 404);
  }
  server.caller.send("st: x\r\n\r\n");
  CHECK(body_of(server.caller.read_answer()).find(R"("asker":3,)") != std::string::npos);
}

TEST_CASE("a caller that ends the connection with its request is answered and parted from") {
  KeptServer server;
  server.ask("/of/7/a");
  server.caller.send("GET /of/7/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string answer = server.caller.read_all();
  CHECK(status_of(answer) == 200);
  CHECK(answer.find("Connection: close\r\n") != std::string::npos);
}
