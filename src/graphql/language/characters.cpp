// SPDX-License-Identifier: Apache-2.0
#include "graphql/language/characters.hpp"

#include <algorithm>

namespace shelfcast::graphql {

int hex_digit(char byte) {
  if (is_digit(byte)) return byte - '0';
  if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
  if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
  return -1;
}

CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, 1};
  const std::size_t wanted = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  const std::size_t bytes = std::min(wanted, text.size() - at);
  std::uint32_t point = lead & (0xFFU >> (wanted + 1));
  for (std::size_t i = 1; i < bytes; ++i) point = point << 6U | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  return {point, bytes};
}

void append_utf8(std::string& out, std::uint32_t point) {
  const auto follower = [&](unsigned shift) { out += static_cast<char>(0x80U | (point >> shift & 0x3FU)); };
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0U | point >> 6U);
    follower(0);
  } else if (point < 0x10000) {
    out += static_cast<char>(0xE0U | point >> 12U);
    follower(6);
    follower(0);
  } else {
    out += static_cast<char>(0xF0U | point >> 18U);
    follower(12);
    follower(6);
    follower(0);
  }
}

}  // namespace shelfcast::graphql
