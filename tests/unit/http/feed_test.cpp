// SPDX-License-Identifier: Apache-2.0
// Bodies that are written while they come to be.
#include "raw_connection.hpp"
#include "test_server.hpp"

#include "shelfcast/http/feed.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

using namespace shelfcast;
using namespace shelfcast::http;

namespace {

/// A route whose answers are feeds, and the feeds that it gave away.
class Station {
 public:
  std::vector<Route> routes() {
    const auto open = [this](const Request&) {
      Response response{.status = 200, .headers = {}, .body = {}, .feed = std::make_shared<Feed>(1'000)};
      const std::scoped_lock lock(using_);
      feeds_.push_back(response.feed);
      changed_.notify_all();
      return response;
    };
    return {{"GET", "/feed", open}, {"GET", "/hello", [](const Request&) { return text("hello"); }}};
  }
  std::shared_ptr<Feed> feed(std::size_t number) {
    std::unique_lock lock(using_);
    changed_.wait(lock, [&] { return feeds_.size() > number; });
    return feeds_[number];
  }

 private:
  std::mutex using_;
  std::condition_variable changed_;
  std::vector<std::shared_ptr<Feed>> feeds_;
};

constexpr std::string_view kListen = "GET /feed HTTP/1.1\r\nHost: x\r\n\r\n";

}  // namespace

TEST_CASE("a feed's text goes out as it is pushed, and the connection closes at its end") {
  Station station;
  const TestServer server(station.routes());
  RawConnection caller(server.server.port());
  caller.send(kListen);
  const auto head = caller.read_answer();
  CHECK(head.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(head.find("Connection: close\r\n") != std::string::npos);
  CHECK(head.find("Content-Length") == std::string::npos);
  const auto feed = station.feed(0);
  CHECK(feed->push("one "));
  CHECK(caller.read(4) == "one ");
  CHECK(server.ask("GET", "/hello").body == "hello");  // nobody is kept waiting by it
  std::thread other([&] {
    feed->push("two ");
    feed->push("three");
    feed->end();
  });
  CHECK(caller.read_all() == "two three");
  other.join();
  CHECK_FALSE(feed->push("too late"));
}

TEST_CASE("who only asks for the head of a feed keeps no place at it") {
  Station station;
  const TestServer server(station.routes());
  RawConnection caller(server.server.port());
  caller.send("HEAD /feed HTTP/1.1\r\nHost: x\r\n\r\n");
  const auto head = caller.read_all();
  CHECK(head.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(head.ends_with("\r\n\r\n"));
  CHECK(station.feed(0)->has_ended());
}

TEST_CASE("a reader who has gone ends the feed as soon as something is written to it") {
  Station station;
  const TestServer server(station.routes());
  {
    RawConnection caller(server.server.port());
    caller.send(kListen);
    caller.read_answer();
  }
  const auto feed = station.feed(0);
  while (feed->push("still there?")) std::this_thread::yield();
  CHECK(feed->has_ended());
}

TEST_CASE("for a reader that does not keep up no more waits than may") {
  Feed feed(10);
  CHECK(feed.push("1234567890"));
  CHECK_FALSE(feed.push("1"));
  CHECK(feed.has_ended());
  CHECK_FALSE(feed.take());
}

TEST_CASE("who waits for more is told once, also where it was there before") {
  Feed feed;
  int told = 0;
  feed.when_more([&] { ++told; });
  CHECK(told == 0);
  feed.push("a");
  feed.push("b");
  CHECK(told == 1);
  feed.when_more([&] { ++told; });
  CHECK(told == 2);
  CHECK(feed.take() == "ab");
  CHECK(feed.take() == "");
  feed.end();
  feed.when_more([&] { ++told; });
  CHECK(told == 3);
  CHECK_FALSE(feed.take());
}

TEST_CASE("a server that stops ends its feeds at once") {
  Station station;
  auto server = std::make_unique<TestServer>(station.routes());
  RawConnection caller(server->server.port());
  caller.send(kListen);
  caller.read_answer();
  const auto feed = station.feed(0);
  server.reset();
  CHECK(feed->has_ended());
  CHECK(caller.read_all().empty());
}
