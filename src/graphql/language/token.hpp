// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace shelfcast::graphql {

enum class TokenKind : std::uint8_t {
  start_of_file,
  end_of_file,
  bang,
  dollar,
  ampersand,
  paren_left,
  paren_right,
  spread,
  colon,
  equals,
  at,
  bracket_left,
  bracket_right,
  brace_left,
  pipe,
  brace_right,
  name,
  integer,
  floating,
  string,
  block_string,
};

struct Token {
  TokenKind kind = TokenKind::start_of_file;
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  std::string_view value;  ///< of names, numbers and strings; a string's is what it stands for
};

/// As messages name it: `"{"`, `Name`, `<EOF>`.
std::string_view describe(TokenKind kind);
/// The same with the value: `Name "price"`.
std::string describe(const Token& token);

}  // namespace shelfcast::graphql
