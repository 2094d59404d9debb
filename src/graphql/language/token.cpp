// SPDX-License-Identifier: Apache-2.0
#include "graphql/language/token.hpp"

#include <fmt/format.h>

#include <array>

namespace shelfcast::graphql {

std::string_view describe(TokenKind kind) {
  static constexpr std::array<std::string_view, 21> kNames{
      "<SOF>", "<EOF>", "\"!\"", "\"$\"", "\"&\"", "\"(\"", "\")\"", "\"...\"", "\":\"",  "\"=\"",      "\"@\"",
      "\"[\"", "\"]\"", "\"{\"", "\"|\"", "\"}\"", "Name",  "Int",   "Float",   "String", "BlockString"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string describe(const Token& token) {
  if (token.kind < TokenKind::name) return std::string(describe(token.kind));
  return fmt::format("{} \"{}\"", describe(token.kind), token.value);
}

}  // namespace shelfcast::graphql
