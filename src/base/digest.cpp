// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/digest.hpp"

#include "shelfcast/base/random.hpp"

#include <fmt/format.h>

namespace shelfcast {

std::uint64_t fingerprint(std::string_view bytes, std::uint64_t seed) {
  std::uint64_t hash = 0xcbf29ce484222325ULL ^ seed;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return mix(hash, bytes.size());
}

std::string hex(std::uint64_t value) {
  return fmt::format("{:016x}", value);
}

}  // namespace shelfcast
