// SPDX-License-Identifier: Apache-2.0
#include "graphql/language/parser.hpp"

#include <fmt/format.h>

namespace shelfcast::graphql {

using Kind = ast::Value::Kind;

namespace {

ast::Value value_at(Kind kind, std::uint32_t at) {
  ast::Value made;
  made.kind = kind;
  made.at = at;
  return made;
}

}  // namespace

ast::Name Parser::name() {
  const Token token = tokens_.expect(TokenKind::name);
  return {token.value, token.start};
}

ast::Name Parser::variable() {
  tokens_.expect(TokenKind::dollar);
  return name();
}

ast::Value Parser::value(Mode mode) {
  if (tokens_.failed()) return {};
  switch (tokens_.token().kind) {
    case TokenKind::bracket_left:
      return list(mode);
    case TokenKind::brace_left:
      return object(mode);
    case TokenKind::integer:
      return leaf(Kind::integer);
    case TokenKind::floating:
      return leaf(Kind::floating);
    case TokenKind::string:
    case TokenKind::block_string:
      return leaf(Kind::string);
    case TokenKind::name:
      return word();
    case TokenKind::dollar:
      return variable_value(mode);
    default:
      tokens_.unexpected();
      return {};
  }
}

ast::Value Parser::leaf(Kind kind) {
  const Token token = tokens_.token();
  tokens_.advance();
  ast::Value made = value_at(kind, token.start);
  made.block = token.kind == TokenKind::block_string;
  made.text = token.value;
  return made;
}

ast::Value Parser::word() {
  const auto word = tokens_.token().value;
  if (word == "true" || word == "false") return leaf(Kind::boolean);
  return leaf(word == "null" ? Kind::null : Kind::enumeration);
}

ast::Value Parser::variable_value(Mode mode) {
  const Token dollar = tokens_.token();
  if (mode == Mode::constant) {
    tokens_.advance();
    if (!tokens_.sees(TokenKind::name)) {
      tokens_.unexpected(dollar);
    } else {
      tokens_.fail(dollar.start, fmt::format("Unexpected variable \"${}\" in constant value.", tokens_.token().value));
    }
    return {};
  }
  ast::Value made = value_at(Kind::variable, dollar.start);
  made.text = variable().text;
  return made;
}

ast::Value Parser::list(Mode mode) {
  ast::Value made = value_at(Kind::list, tokens_.token().start);
  tokens_.nested([&] {
    tokens_.any(TokenKind::bracket_left, TokenKind::bracket_right, [&] { made.items.push_back(value(mode)); });
  });
  return made;
}

ast::Value Parser::object(Mode mode) {
  ast::Value made = value_at(Kind::object, tokens_.token().start);
  tokens_.nested([&] {
    tokens_.any(TokenKind::brace_left, TokenKind::brace_right, [&] { made.fields.push_back(argument(mode)); });
  });
  return made;
}

ast::Argument Parser::argument(Mode mode) {
  ast::Argument made{.name = name(), .value = {}};
  tokens_.expect(TokenKind::colon);
  made.value = value(mode);
  return made;
}

std::vector<ast::Argument> Parser::arguments(Mode mode) {
  std::vector<ast::Argument> made;
  tokens_.optional_many(TokenKind::paren_left, TokenKind::paren_right, [&] { made.push_back(argument(mode)); });
  return made;
}

ast::Directives Parser::directives(Mode mode) {
  ast::Directives made;
  while (tokens_.sees(TokenKind::at)) {
    const std::uint32_t at = tokens_.token().start;
    tokens_.advance();
    made.push_back({.at = at, .name = name()});
    made.back().arguments = arguments(mode);
  }
  return made;
}

ast::TypeRef Parser::type_ref() {
  ast::TypeRef made{.at = tokens_.token().start, .name = {}};
  int lists = 0;
  while (lists <= Wraps::kMostLists && tokens_.take(TokenKind::bracket_left)) ++lists;
  if (lists > Wraps::kMostLists) {
    tokens_.fail(made.at, fmt::format("Type is a list of more than {} levels. Parsing aborted.", Wraps::kMostLists));
  }
  made.name = name();
  if (tokens_.take(TokenKind::bang)) made.wraps = made.wraps.non_null();
  for (; lists > 0; --lists) {
    tokens_.expect(TokenKind::bracket_right);
    made.wraps = made.wraps.in_list();
    if (tokens_.take(TokenKind::bang)) made.wraps = made.wraps.non_null();
  }
  return made;
}

}  // namespace shelfcast::graphql
