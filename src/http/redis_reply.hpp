// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::http {

/// A command as Redis reads it (RESP2): an array of strings.
std::string redis_command(std::initializer_list<std::string_view> words);

/// One answer of Redis, as far as it is needed here.
struct RedisReply {
  enum class Kind : unsigned char { unfinished, text, nothing, failure, unreadable };
  Kind kind = Kind::unfinished;
  std::string_view text = {};  ///< views of what was read
  std::size_t size = 0;        ///< of the whole reply
};

/// The reply that `bytes` begin with. Texts over 16 MB and arrays are `unreadable`: we ask for none.
RedisReply read_redis_reply(std::string_view bytes);

}  // namespace shelfcast::http
