// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/utf8.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace shelfcast {
namespace {

struct Lead {
  std::size_t followers;
  std::uint32_t bits;
  std::uint32_t smallest;  // anything below is an overlong form
};

constexpr Lead kInvalid{4, 0, 0};

Lead lead_of(unsigned char byte) {
  if (byte < 0x80) return {0, byte, 0};
  if (byte >= 0xC2 && byte < 0xE0) return {1, byte & 0x1FU, 0x80};
  if (byte >= 0xE0 && byte < 0xF0) return {2, byte & 0x0FU, 0x800};
  if (byte >= 0xF0 && byte < 0xF5) return {3, byte & 0x07U, 0x10000};
  return kInvalid;
}

/// Most texts are nothing else: counted by eights.
std::size_t ascii_at_front(std::string_view bytes) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  std::size_t at = 0;
  for (std::uint64_t eight = 0; at + sizeof(eight) <= bytes.size(); at += sizeof(eight)) {
    std::memcpy(&eight, bytes.data() + at, sizeof(eight));
    if ((eight & kHighBits) != 0) break;
  }
  return at;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = ascii_at_front(bytes); at < bytes.size();) {
    const Lead lead = lead_of(static_cast<unsigned char>(bytes[at++]));
    if (lead.followers > 3 || lead.followers > bytes.size() - at) return false;
    std::uint32_t point = lead.bits;
    for (std::size_t i = 0; i < lead.followers; ++i) {
      const auto byte = static_cast<unsigned char>(bytes[at++]);
      if ((byte & 0xC0U) != 0x80U) return false;
      point = point << 6U | (byte & 0x3FU);
    }
    const bool surrogate = point >= 0xD800 && point < 0xE000;
    if (point < lead.smallest || point > 0x10FFFF || surrogate) return false;
  }
  return true;
}

}  // namespace shelfcast
