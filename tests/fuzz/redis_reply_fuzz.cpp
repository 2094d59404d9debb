// SPDX-License-Identifier: Apache-2.0
// Any bytes as a reply of Redis: what is read lies within them, and more bytes behind a whole reply change nothing.
#include "http/redis_reply.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace shelfcast::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const RedisReply reply = read_redis_reply(bytes);
  if (reply.size > size || reply.text.size() > reply.size) std::abort();
  if (reply.size == 0) return 0;
  const std::string longer = bytes + "$1\r\nx\r\n";
  const RedisReply again = read_redis_reply(longer);
  if (again.kind != reply.kind || again.size != reply.size || again.text != reply.text) std::abort();
  return 0;
}
