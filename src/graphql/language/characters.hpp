// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace shelfcast::graphql {

constexpr bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}
constexpr bool is_name_start(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
}
constexpr bool is_name_continue(char byte) {
  return is_name_start(byte) || is_digit(byte);
}
constexpr bool is_blank(char byte) {
  return byte == ' ' || byte == '\t';
}
/// The value of a hexadecimal digit; negative where it is none.
int hex_digit(char byte);

/// A code point of well-formed UTF-8, and how many bytes it takes.
struct CodePoint {
  std::uint32_t value = 0;
  std::size_t bytes = 1;

  /// How many units it takes in UTF-16: columns and lengths are counted in these.
  [[nodiscard]] std::size_t units() const { return value >= 0x10000 ? 2 : 1; }
};
CodePoint code_point_at(std::string_view text, std::size_t at);
void append_utf8(std::string& out, std::uint32_t point);

}  // namespace shelfcast::graphql
