// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace shelfcast::predictions {

/// Has some bytes on their way into the processor's cache, and waits for none of them.
inline void fetch_memory(const void* begin, std::size_t size) {
  constexpr std::size_t kLine = 64;
  const char* const bytes = static_cast<const char*>(begin);
  for (std::size_t at = 0; at < size; at += kLine) __builtin_prefetch(bytes + at);
  __builtin_prefetch(bytes + size - 1);
}

}  // namespace shelfcast::predictions
