// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/server.hpp"

#include "raw_connection.hpp"
#include "shelfcast/telemetry/metrics.hpp"
#include "test_server.hpp"

#include <future>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <thread>

using namespace shelfcast;
using namespace shelfcast::http;

namespace {

constexpr const char* kGet = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";

std::vector<Route> hello() {
  return {{"GET", "/hello", [](const Request&) { return text("hello"); }},
          {"POST", "/echo", [](const Request& request) { return text(request.body); }},
          {"GET", "/slow", [](const Request&) { return text("slow"); }, Pace::slow},
          {"GET", "/who/{name}", [](const Request& request) { return text(request.captured.at("name")); }},
          {"GET", "/broken", [](const Request&) -> Response { throw std::runtime_error("secret"); }},
          {"GET", "/split", [](const Request&) {
             Response answer = text("");
             answer.headers.set("X-Odd", "a\r\nX-Forged: yes");
             answer.headers.set("Content-Length", "999");
             return answer;
           }}};
}

}  // namespace

TEST_CASE("what takes long of a quick route runs where slow ones do") {
  const auto thread = [](const Request&) {
    return text(std::to_string(std::hash<std::thread::id>{}(std::this_thread::get_id())));
  };
  const TestServer server(
      {{.method = "GET", .path = "/either", .handle = thread, .takes_long = [](const Request& request) {
          return !request.query.empty();
        }}});
  std::set<std::string> quick;
  std::set<std::string> slow;
  for (int i = 0; i < 20; ++i) {
    quick.insert(server.ask("GET", "/either").body);
    slow.insert(server.ask("GET", "/either?long=1").body);
  }
  for (const auto& one : slow) CHECK_FALSE(quick.contains(one));
}

TEST_CASE("a request is answered by its route, quick or slow") {
  const TestServer server(hello());
  CHECK(server.ask("GET", "/hello").body == "hello");
  CHECK(server.ask("GET", "/slow").body == "slow");
  CHECK(server.ask("POST", "/echo", {}, "payload").body == "payload");
  CHECK(server.ask("GET", "/who/J%C3%BCrgen").body == "Jürgen");
  CHECK(server.ask("GET", "/hello").headers.get("date").has_value());
}

TEST_CASE("HEAD gets the headers of GET and no body, OPTIONS the list of methods") {
  const TestServer server(hello());
  const Response head = server.ask("HEAD", "/hello");
  CHECK(head.status == 200);
  CHECK(head.headers.get("Content-Length") == "5");
  CHECK(head.body.empty());
  const Response options = server.ask("OPTIONS", "/hello");
  CHECK(options.status == 204);
  CHECK(options.headers.get("Allow") == "GET, HEAD, OPTIONS");
}

TEST_CASE("a caller's request id is returned, another or none is replaced") {
  const TestServer server(hello());
  const auto id_for = [&](const std::string& sent) {
    Headers headers;
    headers.set("x-request-id", sent);
    return std::string(server.ask("GET", "/hello", headers).headers.get("X-Request-Id").value());
  };
  CHECK(id_for("abc.DEF_1-2") == "abc.DEF_1-2");
  CHECK(id_for(std::string(64, 'a')) == std::string(64, 'a'));
  CHECK(id_for(std::string(65, 'a')) != std::string(65, 'a'));
  CHECK(id_for("a b") != "a b");
  CHECK_FALSE(id_for("").empty());
  CHECK(id_for("") != id_for(""));
}

TEST_CASE("a problem carries the id, and a handler's exception stays in the log") {
  const TestServer server(hello());
  Headers headers;
  headers.set("X-Request-Id", "my-id");
  const Response answer = server.ask("GET", "/broken", headers);
  CHECK(answer.status == 500);
  CHECK(answer.headers.get("Content-Type") == "application/problem+json");
  const auto body = nlohmann::json::parse(answer.body);
  CHECK(body["type"] == "https://shelfcast.dev/problems/internal");
  CHECK(body["instance"] == "my-id");
  CHECK(body["status"] == 500);
  CHECK(answer.body.find("secret") == std::string::npos);
}

TEST_CASE("no header value adds a header, and the length is the server's own") {
  const TestServer server(hello());
  const Response answer = server.ask("GET", "/split");
  CHECK_FALSE(answer.headers.get("X-Forged").has_value());
  CHECK(answer.headers.get("X-Odd") == "a  X-Forged: yes");
  CHECK(answer.headers.get("Content-Length") == "0");
}

TEST_CASE("a connection serves many requests, pipelined ones in order") {
  const TestServer server(hello());
  RawConnection caller(server.server.port());
  caller.send(std::string(kGet) + "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc" +
              "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n" + kGet);
  CHECK(caller.read_answer().ends_with("\r\n\r\nhello"));
  CHECK(caller.read_answer().ends_with("\r\n\r\nabc"));
  CHECK(caller.read_answer().ends_with("\r\n\r\nslow"));
  CHECK(caller.read_answer().ends_with("\r\n\r\nhello"));
  caller.send("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  CHECK(caller.read_all().find("Connection: close") != std::string::npos);
}

TEST_CASE("a request may come byte by byte, and an answer larger than any buffer arrives whole") {
  const TestServer server({{"GET", "/large", [](const Request&) { return text(std::string(8'000'000, 'x')); }}});
  RawConnection caller(server.server.port());
  for (const char byte : std::string_view("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")) caller.send({&byte, 1});
  const std::string answer = caller.read_answer();
  CHECK(answer.size() > 8'000'000);
  CHECK(answer.ends_with("xxx"));
}

TEST_CASE("who waits for a go-ahead gets one, and who announces too much is refused before sending it") {
  const TestServer server(hello(), Limits{.body_bytes = 10});
  RawConnection polite(server.server.port());
  polite.send("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
  CHECK(polite.read_answer() == "HTTP/1.1 100 Continue\r\n\r\n");
  polite.send("12345");
  CHECK(polite.read_answer().ends_with("12345"));

  RawConnection greedy(server.server.port());
  greedy.send("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
  CHECK(status_of(greedy.read_answer()) == 413);
}

TEST_CASE("HTTP/1.0 closes unless it asks to stay") {
  const TestServer server(hello());
  RawConnection once(server.server.port());
  once.send("GET /hello HTTP/1.0\r\n\r\n");
  CHECK(once.read_all().find("Connection: close") != std::string::npos);
  RawConnection again(server.server.port());
  again.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  CHECK(again.read_answer().find("Connection: keep-alive") != std::string::npos);
  again.send(kGet);
  CHECK(status_of(again.read_answer()) == 200);
}

TEST_CASE("a slow handler makes no other request wait") {
  std::promise<void> begun;
  std::promise<void> release;
  const TestServer server({{"GET", "/slow",
                            [&](const Request&) {
                              begun.set_value();
                              release.get_future().wait();
                              return text("slow");
                            },
                            Pace::slow},
                           {"GET", "/hello", [](const Request&) { return text("hello"); }}});
  auto slow = std::async(std::launch::async, [&] { return server.ask("GET", "/slow").body; });
  begun.get_future().wait();
  CHECK(server.ask("GET", "/hello").body == "hello");
  release.set_value();
  CHECK(slow.get() == "slow");
}

TEST_CASE("the connection beyond the limit is told to come back, and served when there is room") {
  const TestServer server(hello(), Limits{.connections = 1});
  {
    RawConnection first(server.server.port());
    first.send(kGet);
    CHECK(status_of(first.read_answer()) == 200);
    RawConnection second(server.server.port());
    second.send(kGet);
    const std::string answer = second.read_answer();
    CHECK(status_of(answer) == 503);
    CHECK(answer.find("Retry-After: 1\r\n") != std::string::npos);
    CHECK(answer.find("application/problem+json") != std::string::npos);
    first.send("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    first.read_all();
  }
  int status = 503;  // the server learns of the first one's end a moment later
  for (int attempt = 0; attempt < 1000 && status == 503; ++attempt) status = server.ask("GET", "/hello").status;
  CHECK(status == 200);
}

TEST_CASE("an idle connection is closed in silence, an unfinished request with 408") {
  const TestServer server(hello(), Limits{.idle = std::chrono::seconds(1)});
  RawConnection idle(server.server.port());
  RawConnection unfinished(server.server.port());
  unfinished.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n12");
  CHECK(status_of(unfinished.read_answer()) == 408);
  CHECK(idle.read_all().empty());
}

TEST_CASE("requests are counted under their route's template, never under what a caller made up") {
  const TestServer server({{"GET", "/counted/{id}", [](const Request&) { return text(""); }}});
  static_cast<void>(server.ask("GET", "/counted/1"));
  static_cast<void>(server.ask("GET", "/counted/2"));
  static_cast<void>(server.ask("BREW", "/counted/2"));
  static_cast<void>(server.ask("GET", "/made-up"));
  const std::string metrics = telemetry::prometheus_text();
  CHECK(metrics.find("{method=\"GET\",route=\"/counted/{id}\",code=\"200\"} 2\n") != std::string::npos);
  CHECK(metrics.find("{method=\"GET\",route=\"/counted/{id}\"} 2\n") != std::string::npos);
  CHECK(metrics.find("method=\"other\",route=\"none\",code=\"405\"") != std::string::npos);
  CHECK(metrics.find("made-up") == std::string::npos);
  CHECK(metrics.find("BREW") == std::string::npos);
}
