// SPDX-License-Identifier: Apache-2.0
#include "http/redis_reply.hpp"

#include <fmt/format.h>
#include <charconv>
#include <iterator>

namespace shelfcast::http {

namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::size_t kLongestLine = 1024;
constexpr std::int64_t kLongestText = std::int64_t{16} * 1024 * 1024;

constexpr RedisReply kUnreadable{.kind = RedisReply::Kind::unreadable};

/// "$5\r\nhello\r\n", or "$-1\r\n" for nothing.
RedisReply read_sized(std::string_view length, std::size_t head, std::string_view bytes) {
  std::int64_t size = 0;
  const auto [end, failed] = std::from_chars(length.data(), length.data() + length.size(), size);
  if (failed != std::errc{} || end != length.data() + length.size()) return kUnreadable;
  if (size == -1) return {.kind = RedisReply::Kind::nothing, .size = head};
  if (size < 0 || size > kLongestText) return kUnreadable;
  const auto count = static_cast<std::size_t>(size);
  if (bytes.size() < head + count + kLineEnd.size()) return {};
  if (bytes.substr(head + count, kLineEnd.size()) != kLineEnd) return kUnreadable;
  return {.kind = RedisReply::Kind::text, .text = bytes.substr(head, count), .size = head + count + kLineEnd.size()};
}

}  // namespace

std::string redis_command(std::initializer_list<std::string_view> words) {
  std::string command = fmt::format("*{}\r\n", words.size());
  for (const std::string_view word : words) {
    fmt::format_to(std::back_inserter(command), "${}\r\n{}\r\n", word.size(), word);
  }
  return command;
}

RedisReply read_redis_reply(std::string_view bytes) {
  const auto end = bytes.substr(0, kLongestLine).find(kLineEnd);
  if (end == std::string_view::npos) return bytes.size() < kLongestLine ? RedisReply{} : kUnreadable;
  if (end == 0) return kUnreadable;
  const std::string_view line = bytes.substr(1, end - 1);
  const std::size_t size = end + kLineEnd.size();
  switch (bytes.front()) {
    case '+':
    case ':':
      return {.kind = RedisReply::Kind::text, .text = line, .size = size};
    case '-':
      return {.kind = RedisReply::Kind::failure, .text = line, .size = size};
    case '$':
      return read_sized(line, size, bytes);
    default:
      return kUnreadable;
  }
}

}  // namespace shelfcast::http
