// SPDX-License-Identifier: Apache-2.0
#include "raw_connection.hpp"
#include "test_server.hpp"

#include <condition_variable>
#include <future>
#include <mutex>
#include <semaphore>
#include <stdexcept>
#include <thread>

using namespace shelfcast;
using namespace shelfcast::http;

namespace {

constexpr const char* kLater = "GET /later HTTP/1.1\r\nHost: x\r\n\r\n";

/// Keeps the answers that are owed until the test gives them.
class Waiting {
 public:
  void add(Answer answer) {
    const std::scoped_lock lock(using_);
    owed_.push_back(std::move(answer));
    changed_.notify_all();
  }
  void wait_for(std::size_t count) {
    std::unique_lock lock(using_);
    changed_.wait(lock, [&] { return owed_.size() >= count; });
  }
  std::vector<Answer> take() {
    const std::scoped_lock lock(using_);
    return std::exchange(owed_, {});
  }

  std::vector<Route> routes() {
    const auto keep = [this](const Request&, Answer answer) { add(std::move(answer)); };
    return {{.method = "GET", .path = "/later", .handle = {}, .handle_later = keep},
            {"GET", "/hello", [](const Request&) { return text("hello"); }}};
  }

 private:
  std::mutex using_;
  std::condition_variable changed_;
  std::vector<Answer> owed_;
};

}  // namespace

TEST_CASE("many requests wait for one event while the serving threads stay free") {
  constexpr std::size_t kMany = 64;
  Waiting waiting;
  const TestServer server(waiting.routes());
  std::vector<std::unique_ptr<RawConnection>> callers;
  for (std::size_t i = 0; i < kMany; ++i) {
    callers.push_back(std::make_unique<RawConnection>(server.server.port()));
    callers.back()->send(kLater);
  }
  waiting.wait_for(kMany);
  CHECK(server.ask("GET", "/hello").body == "hello");
  std::thread other([&] {
    for (auto& answer : waiting.take()) answer(text("now"));
  });
  for (auto& caller : callers) CHECK(caller->read_answer().ends_with("now"));
  other.join();
}

TEST_CASE("an answer may be given before the handler returns, and only the first one counts") {
  const auto at_once = [](const Request&, const Answer& answer) {
    answer(text("first"));
    answer(text("second"));
  };
  const TestServer server({{.method = "GET", .path = "/", .handle = {}, .handle_later = at_once}});
  RawConnection caller(server.server.port());
  for (int again = 0; again < 2; ++again) {
    caller.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(caller.read_answer().ends_with("first"));
  }
}

TEST_CASE("a later handler that throws or forgets to answer is a 500") {
  const auto throws = [](const Request&, const Answer&) { throw std::runtime_error("secret"); };
  const TestServer server(
      {{.method = "GET", .path = "/throws", .handle = {}, .handle_later = throws},
       {.method = "GET", .path = "/forgets", .handle = {}, .handle_later = [](const Request&, const Answer&) {}}});
  CHECK(server.ask("GET", "/throws").status == 500);
  CHECK(server.ask("GET", "/throws").body.find("secret") == std::string::npos);
  CHECK(server.ask("GET", "/forgets").status == 500);
}

TEST_CASE("a caller who goes away while he waits hurts nobody") {
  Waiting waiting;
  const TestServer server(waiting.routes());
  {
    RawConnection gone(server.server.port());
    gone.send(kLater);
    waiting.wait_for(1);
  }
  RawConnection stays(server.server.port());
  stays.send(kLater);
  waiting.wait_for(2);
  for (auto& answer : waiting.take()) answer(text("now"));
  CHECK(stays.read_answer().ends_with("now"));
}

TEST_CASE("a server that stops lets those who wait have their answer") {
  Waiting waiting;
  TestServer server(waiting.routes());
  RawConnection caller(server.server.port());
  caller.send(kLater);
  waiting.wait_for(1);
  auto stopped = std::async(std::launch::async, [&] { server.server.stop(std::chrono::seconds(30)); });
  for (auto& answer : waiting.take()) answer(text("still"));
  CHECK(caller.read_answer().ends_with("still"));
  stopped.wait();
}

TEST_CASE("a server that stops waits for what is owed even past its deadline") {
  Waiting waiting;
  TestServer server(waiting.routes());
  RawConnection caller(server.server.port());
  caller.send(kLater);
  waiting.wait_for(1);
  auto stopped = std::async(std::launch::async, [&] { server.server.stop(std::chrono::seconds(0)); });
  CHECK(caller.read_all().empty());  // cut at the deadline
  CHECK(stopped.wait_for(std::chrono::seconds(0)) == std::future_status::timeout);
  for (auto& answer : waiting.take()) answer(text("too late"));
  stopped.wait();
}

TEST_CASE("a route may take larger bodies than the server's limit, announced or in chunks") {
  const auto size = [](const Request& request) { return text(std::to_string(request.body.size())); };
  const TestServer server({{.method = "POST", .path = "/large", .handle = size, .body_bytes = 50},
                           {.method = "POST", .path = "/small", .handle = size}},
                          Limits{.body_bytes = 10});
  CHECK(server.ask("POST", "/large", {}, std::string(50, 'x')).body == "50");
  CHECK(server.ask("POST", "/large", {}, std::string(51, 'x')).status == 413);
  CHECK(server.ask("POST", "/small", {}, std::string(11, 'x')).status == 413);
  const auto chunked = [&](const std::string& path, const std::string& chunk) {
    RawConnection caller(server.server.port());
    caller.send("POST " + path + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + "0\r\n\r\n");
    return status_of(caller.read_answer());
  };
  const std::string twenty = "14\r\n" + std::string(20, 'x') + "\r\n";
  CHECK(chunked("/large", twenty) == 200);
  CHECK(chunked("/large", twenty + twenty + twenty) == 413);
  CHECK(chunked("/small", twenty) == 413);
}

TEST_CASE("more requests for the pool than it may hold are refused at once, and quick ones are answered as ever") {
  std::promise<void> go_on;
  std::counting_semaphore<2> begun(0);
  const auto slow = [&, until = go_on.get_future().share()](const Request&) {
    begun.release();
    until.wait();
    return text("done");
  };
  const TestServer server(
      {{"GET", "/slow", slow, Pace::slow}, {"GET", "/hello", [](const Request&) { return text("hello"); }}},
      {.slow_requests = 2});
  RawConnection one(server.server.port());
  RawConnection other(server.server.port());
  for (auto* caller : {&one, &other}) {
    caller->send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    begun.acquire();
  }
  const Response refused = server.ask("GET", "/slow");
  CHECK(refused.status == 503);
  CHECK(refused.headers.get("Retry-After") == "1");
  CHECK(refused.body.find("overloaded") != std::string::npos);
  CHECK(server.ask("GET", "/hello").body == "hello");
  go_on.set_value();
  for (auto* caller : {&one, &other}) {
    CHECK(status_of(caller->read_answer()) == 200);
    caller->send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(status_of(caller->read_answer()) == 200);
  }
}
