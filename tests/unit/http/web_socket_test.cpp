// SPDX-License-Identifier: Apache-2.0
// Connections that become WebSockets, over a raw socket.
#include "test_server.hpp"
#include "web_socket_caller.hpp"

#include "shelfcast/http/web_socket.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

using namespace shelfcast;
using namespace shelfcast::http;

namespace {

constexpr std::size_t kLongestMessage = 1'000;

/// Says back what it hears.
class Echo : public Conversation {
 public:
  explicit Echo(std::shared_ptr<WebSocket> socket) : socket_(std::move(socket)) {}
  void hear(std::string_view message) override {
    if (message == "break") throw std::runtime_error("secret");
    if (message == "enough") socket_->close(4000, "Enough.");
    socket_->send(std::string(message));
  }
  void end() override {
    const std::scoped_lock lock(changing_);
    ended_ = true;
    changed_.notify_all();
  }
  void wait_for_end() {
    std::unique_lock lock(changing_);
    changed_.wait(lock, [this] { return ended_; });
  }

 private:
  std::shared_ptr<WebSocket> socket_;
  std::mutex changing_;
  std::condition_variable changed_;
  bool ended_ = false;
};

/// Routes that become WebSockets, and the last one that did.
class Station {
 public:
  explicit Station(std::size_t most_waiting = std::size_t{1024} * 1024) : most_waiting_(most_waiting) {}

  std::vector<Route> routes() {
    const auto open = [this](const Request& request) {
      if (!asks_for_web_socket(request)) return text("plain");
      if (auto refused = refuse_handshake(request)) return *refused;
      socket = std::make_shared<WebSocket>(most_waiting_);
      echo = std::make_shared<Echo>(socket);
      auto answer = upgraded({.socket = socket,
                              .conversation = echo,
                              .subprotocol = offers_subprotocol(request, "parrot") ? "parrot" : "",
                              .message_bytes = kLongestMessage});
      answer.headers.set("X-Odd", "a\r\nX-Forged: yes");
      return answer;
    };
    return {{"GET", "/talk", open}, {"GET", "/slow", open, Pace::slow}};
  }

  std::shared_ptr<WebSocket> socket;
  std::shared_ptr<Echo> echo;

 private:
  const std::size_t most_waiting_;
};

std::string head_with(std::string_view lines) {
  return "GET /talk HTTP/1.1\r\n" + std::string(lines) + "\r\n";
}

std::string answer_to(const TestServer& server, std::string_view request) {
  RawConnection caller(server.server.port());
  caller.send(request);
  return caller.read_answer();
}

}  // namespace

TEST_CASE("a sound handshake is answered with 101, and then what is said is said back") {
  Station station;
  const TestServer server(station.routes());
  for (const auto* const target : {"/talk", "/slow"}) {
    WebSocketCaller caller(server.server.port(), target, "X-Request-Id: r-7\r\n");
    CHECK(status_of(caller.answer()) == 101);
    CHECK(caller.answer().find("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n") != std::string::npos);
    CHECK(caller.answer().find("X-Request-Id: r-7\r\n") != std::string::npos);
    CHECK(caller.answer().find("Sec-WebSocket-Protocol") == std::string::npos);
    CHECK(caller.answer().find("\r\nX-Forged") == std::string::npos);
    caller.say("hello");
    caller.say("Jürgen");
    CHECK(caller.next().is_text("hello"));
    CHECK(caller.next().is_text("Jürgen"));
    caller.close();
    CHECK(caller.next().opcode == Opcode::close);
    CHECK(caller.is_over());
    station.echo->wait_for_end();
  }
}

TEST_CASE("a subprotocol that is spoken here is taken from those that are offered") {
  Station station;
  const TestServer server(station.routes());
  const auto answer_offered = [&](const std::string& offered) {
    return WebSocketCaller(server.server.port(), "/talk", "Sec-WebSocket-Protocol: " + offered + "\r\n").answer();
  };
  CHECK(answer_offered("cat, parrot").find("Sec-WebSocket-Protocol: parrot\r\n") != std::string::npos);
  CHECK(answer_offered("cat\r\nSec-WebSocket-Protocol:parrot").find("Protocol: parrot\r\n") != std::string::npos);
  CHECK(answer_offered("Parrot").find("Sec-WebSocket-Protocol") == std::string::npos);
}

TEST_CASE("a handshake that is not sound is refused before anything is switched") {
  Station station;
  const TestServer server(station.routes());
  const std::string upgrade = "Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n";
  const std::string version = "Sec-WebSocket-Version: 13\r\n";
  const std::string key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  const auto old_version = answer_to(server, head_with(upgrade + "Sec-WebSocket-Version: 8\r\n" + key));
  CHECK(status_of(old_version) == 426);
  CHECK(old_version.find("Sec-WebSocket-Version: 13\r\n") != std::string::npos);
  CHECK(old_version.find("application/problem+json") != std::string::npos);
  CHECK(status_of(answer_to(server, head_with(upgrade + key))) == 426);
  CHECK(status_of(answer_to(server, head_with(upgrade + version))) == 400);
  for (const auto* const bad : {"dG9vIHNob3J0", "dGhlIHNhbXBsZSBub25jZQ=!", "dGhlIHNhbXBsZSBub25jZQQ="})
    CHECK(status_of(answer_to(server, head_with(upgrade + version + "Sec-WebSocket-Key: " + bad + "\r\n"))) == 400);
  CHECK(status_of(answer_to(server, head_with(upgrade + version + key + "Origin: http://evil.example\r\n"))) == 403);
  CHECK(status_of(answer_to(server, head_with(upgrade + version + key + "Origin: http://X\r\n"))) == 101);
  CHECK(station.socket != nullptr);
}

TEST_CASE("a request that does not ask for a WebSocket is answered as any other") {
  Station station;
  const TestServer server(station.routes());
  CHECK(answer_to(server, head_with("Host: x\r\n")).ends_with("plain"));
  CHECK(answer_to(server, head_with("Host: x\r\nUpgrade: websocket\r\n")).ends_with("plain"));
  CHECK(answer_to(server, head_with("Host: x\r\nConnection: upgrade\r\nUpgrade: h2c\r\n")).ends_with("plain"));
  RawConnection old(server.server.port());
  old.send("GET /talk HTTP/1.0\r\n" + std::string(kSoundHandshake) + "\r\n");
  CHECK(old.read_all().ends_with("plain"));
  RawConnection head(server.server.port());
  head.send("HEAD /talk HTTP/1.1\r\n" + std::string(kSoundHandshake) + "\r\n");
  CHECK(status_of(head.read(std::string_view("HTTP/1.1 200 OK").size())) == 200);
}

TEST_CASE("nothing may be said before the handshake is answered") {
  Station station;
  const TestServer server(station.routes());
  const auto request = head_with(kSoundHandshake) + masked_frame(Opcode::text, "hello");
  CHECK(status_of(answer_to(server, request)) == 400);
  CHECK(station.socket == nullptr);
}

TEST_CASE("a message in several frames is one message, and pings in between are answered") {
  Station station;
  const TestServer server(station.routes());
  WebSocketCaller caller(server.server.port(), "/talk");
  caller.send(masked_frame(Opcode::text, "one ", false));
  caller.send(masked_frame(Opcode::ping, "there?"));
  caller.send(masked_frame(Opcode::more, "two ", false) + masked_frame(Opcode::more, "three"));
  const auto pong = caller.next();
  CHECK(pong.opcode == Opcode::pong);
  CHECK(pong.payload == "there?");
  CHECK(caller.next().is_text("one two three"));
}

TEST_CASE("what breaks the protocol closes the connection with the code that says so") {
  Station station;
  const TestServer server(station.routes());
  const auto code_after = [&](const std::string& bytes) {
    WebSocketCaller caller(server.server.port(), "/talk");
    caller.send(bytes);
    const int code = caller.next().code();
    CHECK(caller.is_over());
    station.echo->wait_for_end();
    return code;
  };
  const std::string longest(kLongestMessage, 'x');
  CHECK(code_after(masked_frame(Opcode::text, longest + 'x')) == 1009);
  CHECK(code_after(masked_frame(Opcode::text, longest, false) + masked_frame(Opcode::more, "x")) == 1009);
  CHECK(code_after(masked_frame(Opcode::text, "\xc3\x28")) == 1007);
  CHECK(code_after(masked_frame(Opcode::text, "\xc3")) == 1007);
  CHECK(code_after(masked_frame(Opcode::text, "w\xf4", false) + masked_frame(Opcode::more, "")) == 1007);
  CHECK(code_after(masked_frame(Opcode::binary, "hello")) == 1003);
  CHECK(code_after("\x81\x05hello") == 1002);                                                  // not masked
  CHECK(code_after(masked_frame(static_cast<Opcode>(3), "hello")) == 1002);                    // no such opcode
  CHECK(code_after(masked_frame(Opcode::more, "hello")) == 1002);                              // of what?
  CHECK(code_after(masked_frame(Opcode::ping, std::string(126, 'x'))) == 1002);                // too long for a ping
  CHECK(code_after("\xc1\x80\x12\x34\x56\x78") == 1002);                                       // a reserved bit
  CHECK(code_after(masked_frame(Opcode::close, std::string("\x03\xed", 2))) == 1002);          // 1005 is never sent
  CHECK(code_after(masked_frame(Opcode::close, std::string("\x03\xe8", 2) + "bye")) == 1000);  // this is how to part
}

TEST_CASE("who breaks the protocol while it is closed is let go") {
  Station station;
  const TestServer server(station.routes());
  WebSocketCaller caller(server.server.port(), "/talk");
  caller.say("enough");
  CHECK(caller.next().code() == 4000);
  caller.send("\x81\x05hello");  // not masked
  CHECK(caller.is_over());
  station.echo->wait_for_end();
}

TEST_CASE("a message of the greatest length is taken") {
  Station station;
  const TestServer server(station.routes());
  WebSocketCaller caller(server.server.port(), "/talk");
  const std::string longest(kLongestMessage, 'x');
  caller.say(longest);
  CHECK(caller.next().is_text(longest));
}

TEST_CASE("whoever speaks may close, and nothing is heard or sent from then on") {
  Station station;
  const TestServer server(station.routes());
  WebSocketCaller caller(server.server.port(), "/slow");
  caller.say("first");
  caller.say("enough");
  caller.say("too late");
  CHECK(caller.next().is_text("first"));
  const auto closed = caller.next();
  CHECK(closed.code() == 4000);
  CHECK(closed.reason() == "Enough.");
  caller.close(std::string("\x0f\xa0", 2));
  CHECK(caller.is_over());
  CHECK_FALSE(station.socket->send("anybody?"));
}

TEST_CASE("a conversation that fails closes with 1011 and says nothing of why") {
  Station station;
  const TestServer server(station.routes());
  for (const auto* const target : {"/talk", "/slow"}) {
    WebSocketCaller caller(server.server.port(), target);
    caller.say("break");
    const auto closed = caller.next();
    CHECK(closed.code() == 1011);
    CHECK(closed.payload.find("secret") == std::string::npos);
  }
}

TEST_CASE("what is sent by any thread arrives in its order while nobody says anything") {
  Station station;
  const TestServer server(station.routes());
  WebSocketCaller caller(server.server.port(), "/talk");
  std::thread other([&] {
    for (int i = 0; i < 1'000; ++i) station.socket->send(std::to_string(i));
  });
  for (int i = 0; i < 1'000; ++i) CHECK(caller.next().is_text(std::to_string(i)));
  other.join();
}

TEST_CASE("a reader who does not keep up is closed instead of being waited for") {
  Station station(100'000);
  const TestServer server(station.routes());
  WebSocketCaller caller(server.server.port(), "/talk");
  const std::string much(50'000, 'x');
  while (station.socket->send(much)) std::this_thread::yield();
  CHECK_FALSE(station.socket->is_open());
  auto frame = caller.next();  // it reads at last
  while (frame.opcode == Opcode::text) frame = caller.next();
  CHECK(frame.code() == 1013);
}

TEST_CASE("a reader who never reads again is cut when the time is over") {
  Station station(100'000);
  const TestServer server(station.routes(), {.idle = std::chrono::seconds(1)});
  const WebSocketCaller caller(server.server.port(), "/talk");
  const std::string much(50'000, 'x');
  while (station.socket->send(much)) std::this_thread::yield();
  station.echo->wait_for_end();
}

TEST_CASE("who is silent is pinged, and closed where no answer comes") {
  Station station;
  const TestServer server(station.routes(), {.idle = std::chrono::seconds(1)});
  WebSocketCaller caller(server.server.port(), "/talk");
  const auto ping = caller.next();
  CHECK(ping.opcode == Opcode::ping);
  caller.send(masked_frame(Opcode::pong, ping.payload));
  CHECK(caller.next().opcode == Opcode::ping);  // still there
  CHECK(caller.is_over());
  station.echo->wait_for_end();
}

TEST_CASE("who is gone without a word ends the conversation") {
  Station station;
  const TestServer server(station.routes());
  {
    const WebSocketCaller caller(server.server.port(), "/talk");
  }
  station.echo->wait_for_end();
  CHECK_FALSE(station.socket->is_open());
}

TEST_CASE("a server that stops closes its WebSockets with 1001 and waits for their goodbye") {
  Station station;
  auto server = std::make_unique<TestServer>(station.routes());
  WebSocketCaller caller(server->server.port(), "/talk");
  caller.say("hello");
  CHECK(caller.next().is_text("hello"));
  std::thread stopping([&] { server.reset(); });
  const auto closed = caller.next();
  CHECK(closed.code() == 1001);
  caller.close(std::string("\x03\xe9", 2));
  CHECK(caller.is_over());
  stopping.join();
}

TEST_CASE("a server that stops does not wait for a reader who says no goodbye") {
  Station station;
  auto server = std::make_unique<TestServer>(station.routes());
  WebSocketCaller caller(server->server.port(), "/talk");
  caller.say("hello");
  CHECK(caller.next().is_text("hello"));
  server.reset();
  CHECK(caller.next().code() == 1001);
}

TEST_CASE("a WebSocket is counted as its route's answer and as a connection") {
  Station station;
  const TestServer server(station.routes());
  WebSocketCaller caller(server.server.port(), "/talk");
  caller.say("hello");
  CHECK(caller.next().is_text("hello"));
  const auto metrics = telemetry::prometheus_text();
  CHECK(metrics.find(R"(shelfcast_http_requests_total{method="GET",route="/talk",code="101"})") != std::string::npos);
}

TEST_CASE("for a WebSocket's reader no more waits than may, and a reason is cut where a character ends") {
  WebSocket full(10);
  CHECK(full.send("1234567890"));
  CHECK_FALSE(full.send("1"));
  CHECK(std::get<Closing>(full.take().value()).code == Closing::kTryLater);
  CHECK_FALSE(full.take());
  WebSocket closed;
  closed.send("first");
  closed.close(4000, std::string(122, 'x') + "ü");
  closed.close(4001, "second");
  CHECK(std::get<std::string>(closed.take().value()) == "first");
  CHECK(std::get<Closing>(closed.take().value()) == Closing{4000, std::string(122, 'x')});
  CHECK_FALSE(closed.take());
}
