// SPDX-License-Identifier: Apache-2.0
#include "http/redis_reply.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast::http;
using Kind = RedisReply::Kind;

TEST_CASE("a command is an array of strings, whatever is in them") {
  CHECK(redis_command({"GET", "a\r\nb"}) == "*2\r\n$3\r\nGET\r\n$4\r\na\r\nb\r\n");
}

TEST_CASE("replies of Redis are read up to their end") {
  struct Row {
    std::string bytes;
    Kind kind;
    std::string text;
  };
  for (const auto& [bytes, kind, text] :
       {Row{"$5\r\na\r\nbc\r\n", Kind::text, "a\r\nbc"}, Row{"$0\r\n\r\n", Kind::text, ""},
        Row{"+OK\r\n", Kind::text, "OK"}, Row{":7\r\n", Kind::text, "7"}, Row{"$-1\r\n", Kind::nothing, ""},
        Row{"-ERR no\r\n", Kind::failure, "ERR no"}}) {
    CAPTURE(bytes);
    const auto reply = read_redis_reply(bytes);
    CHECK(reply.kind == kind);
    CHECK(reply.text == text);
    CHECK(reply.size == bytes.size());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      const std::string beginning = bytes.substr(0, size);
      CHECK(read_redis_reply(beginning).kind == Kind::unfinished);
    }
  }
}

TEST_CASE("what Redis does not say is not read") {
  for (const std::string& bytes :
       {std::string("hello\r\n"), std::string("\r\n"), std::string("*1\r\n$1\r\na\r\n"), std::string("$-2\r\n"),
        std::string("$x\r\n"), std::string("$\r\n"), std::string("$99999999999999999999\r\n"),
        std::string("$99999999\r\n"), std::string("$1\r\nabc\r\n"), std::string(2000, '+')}) {
    CAPTURE(bytes);
    CHECK(read_redis_reply(bytes).kind == Kind::unreadable);
  }
}
