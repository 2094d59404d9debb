// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/bytes.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace shelfcast::eventlog {

using Offset = std::uint64_t;
inline constexpr Offset kLast = std::numeric_limits<Offset>::max();

/// Keys begin with the topic as length and bytes, so that no topic is the beginning of another.
inline std::string key_of(std::string_view topic, std::string_view within) {
  std::string key;
  put_text(key, topic);
  return key.append(within);
}

inline std::string key_of(std::string_view topic, Offset offset) {
  std::string key;
  put_text(key, topic);
  put_u64(key, offset);
  return key;
}

/// The offset that such a key ends with.
inline Offset offset_of(std::string_view key) {
  return ByteReader(key.substr(key.size() - sizeof(Offset))).u64();
}

}  // namespace shelfcast::eventlog
