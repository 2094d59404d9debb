// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/shared_level.hpp"

#include "api/shared_answers.hpp"
#include "shelfcast/base/clock.hpp"
#include "support/redis_server.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using testing::DeafServer;
using testing::RedisServer;

namespace {

constexpr std::chrono::seconds kMinute{60};

bool can_be_tested() {
  if (!RedisServer::is_installed()) WARN("redis-server is not installed: not tested against a real one");
  return RedisServer::is_installed();
}

http::Response part(const std::string& body) {
  http::Response made;
  made.headers.set("Link", "<?page=1>; rel=\"first\"");
  made.body = body;
  return made;
}

}  // namespace

TEST_CASE("what one process puts into the shared level, another one gets", "[contract]") {
  if (!can_be_tested()) return;
  const RedisServer server;
  const auto one = server.open();
  const auto other = server.open();
  using namespace std::string_literals;
  for (const std::string& value : {"plain"s, ""s, "$3\r\nx\0y\r\n"s, std::string(1'000'000, 'z')}) {
    one->put("key\nof two lines", value, kMinute);
    CHECK(other->get("key\nof two lines") == value);
  }
  CHECK(!other->get("key"));
}

TEST_CASE("where the shared level is away, deaf, or locked it is as if it were empty, at once", "[contract]") {
  const DeafServer deaf;
  const std::uint16_t nobody = DeafServer().port();
  for (const std::uint16_t port : {deaf.port(), nobody}) {
    const auto level = http::open_redis({.host = "127.0.0.1", .port = port});
    const double begun = stopwatch_seconds();
    for (int i = 0; i < 100; ++i) {
      level->put("a", "b", kMinute);
      CHECK(!level->get("a"));
    }
    CHECK(stopwatch_seconds() - begun < 2);
  }
  if (!can_be_tested()) return;
  const RedisServer server;
  server.open()->put("a", "b", kMinute);
  auto wrong = server.address();
  wrong.password = "guessed";
  CHECK(!http::open_redis(wrong)->get("a"));
  CHECK(http::open_redis(server.address())->get("a") == "b");
}

TEST_CASE("a shared level with a name is there as soon as the name is known", "[contract]") {
  if (!can_be_tested()) return;
  const RedisServer server;
  server.open()->put("a", "b", kMinute);
  auto address = server.address();
  address.host = "localhost";
  const auto level = http::open_redis(address);
  const double begun = stopwatch_seconds();
  std::optional<std::string> got;
  while (!got && stopwatch_seconds() - begun < 30) got = level->get("a");
  CHECK(got == "b");
}

TEST_CASE("an answer that one process has made is not made by the next, unless its table was made otherwise",
          "[contract]") {
  if (!can_be_tested()) return;
  const RedisServer server;
  const auto level = server.open();
  const auto other_level = server.open();
  api::SharedAnswers one(level.get());
  api::SharedAnswers other(other_level.get());
  domain::Receipt receipt{};
  receipt.cycle = "DE-20251120-1";
  one.get_or_make("question", receipt, [] { return part("made once"); });
  const auto got = other.get_or_make("question", receipt, [] { return part("made twice"); });
  CHECK(got.body == "made once");
  CHECK(got.headers.get("Link") == "<?page=1>; rel=\"first\"");
  receipt.seed = 7;
  CHECK(other.get_or_make("question", receipt, [] { return part("made twice"); }).body == "made twice");
}

TEST_CASE("what somebody else has written into the shared level is not given to anyone", "[contract]") {
  if (!can_be_tested()) return;
  const RedisServer server;
  const auto level = server.open();
  struct Spoiled final : http::SharedLevel {
    explicit Spoiled(http::SharedLevel& behind) : level(behind) {}
    std::optional<std::string> get(std::string_view key) override { return level.get(key); }
    void put(std::string_view key, std::string_view value, std::chrono::seconds keep) override {
      std::string other(value);
      if (!other.empty()) other.back() ^= 1;
      level.put(key, other, keep);
    }
    http::SharedLevel& level;
  } spoiled(*level);
  api::SharedAnswers answers(&spoiled);
  answers.get_or_make("question", {}, [] { return part("first"); });
  CHECK(answers.get_or_make("question", {}, [] { return part("second"); }).body == "second");
}
