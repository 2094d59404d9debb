// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::http {

/// Answers that several processes share, behind what each keeps by itself. Any thread.
///
/// Nobody's answer may hang on it: what it cannot say at once it does not say, what it cannot keep it drops, and while
/// it is away it is asked once a second. What it says may have been written by anyone who reaches it: whoever reads it
/// checks the form; the content is as trustworthy as the network it is reached over.
class SharedLevel {
 public:
  virtual ~SharedLevel() = default;
  /// Nothing where it is not there, or could not be had in time.
  virtual std::optional<std::string> get(std::string_view key) = 0;
  virtual void put(std::string_view key, std::string_view value, std::chrono::seconds keep) = 0;
};

struct RedisAddress {
  std::string host;
  std::uint16_t port = 6379;
  std::string password = {};  ///< empty: none is shown
  std::string prefix = {};    ///< of every key
  std::chrono::milliseconds patience{20};
};

/// A Redis as that level; it need not be there yet.
std::unique_ptr<SharedLevel> open_redis(RedisAddress address);

}  // namespace shelfcast::http
