// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/random.hpp"

#include <string>

namespace shelfcast::http {

/// The same bytes with one to four accidents: one changed, some lost, some told again elsewhere.
inline std::string mutated(std::string bytes, Random& random) {
  for (std::uint64_t change = 0; change <= random.below(4); ++change) {
    const std::size_t at = random.below(bytes.size());
    switch (random.below(3)) {
      case 0:
        bytes[at] = static_cast<char>(random.below(256));
        break;
      case 1:
        bytes.erase(at, 1 + random.below(8));
        break;
      default:
        bytes.insert(at, bytes, random.below(bytes.size()), random.below(16));
    }
  }
  return bytes;
}

}  // namespace shelfcast::http
