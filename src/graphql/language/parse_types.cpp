// SPDX-License-Identifier: Apache-2.0
#include "graphql/language/directive_locations.hpp"
#include "graphql/language/parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace shelfcast::graphql {

using Definition = ast::TypeSystemDefinition;

std::optional<Definition::Kind> Parser::type_system_kind(const Token& keyword) const {
  static constexpr std::array<std::pair<std::string_view, Definition::Kind>, 8> kKeywords{{
      {"schema", Definition::Kind::schema},
      {"scalar", Definition::Kind::scalar},
      {"type", Definition::Kind::object},
      {"interface", Definition::Kind::interface},
      {"union", Definition::Kind::union_of},
      {"enum", Definition::Kind::enumeration},
      {"input", Definition::Kind::input},
      {"directive", Definition::Kind::directive},
  }};
  if (keyword.kind != TokenKind::name) return std::nullopt;
  const auto found = std::ranges::find(kKeywords, keyword.value, [](const auto& row) { return row.first; });
  if (found == kKeywords.end()) return std::nullopt;
  return found->second;
}

std::optional<std::string_view> Parser::description() {
  if (!tokens_.sees_string()) return std::nullopt;
  const auto text = tokens_.token().value;
  tokens_.advance();
  return text;
}

Definition Parser::type_system_definition(Definition::Kind kind) {
  Definition made{.at = tokens_.token().start, .kind = kind};
  made.description = description();
  tokens_.advance();
  body(made);
  return made;
}

Definition Parser::extension() {
  const Token keyword = tokens_.ahead();
  const auto kind = type_system_kind(keyword);
  if (!kind || *kind == Definition::Kind::directive) {
    tokens_.unexpected(keyword);
    return {};
  }
  Definition made{.at = tokens_.token().start, .kind = *kind, .extends = true};
  tokens_.advance();
  tokens_.advance();
  body(made);
  const bool adds_nothing = made.interfaces.empty() && made.directives.empty() && made.fields.empty() &&
                            made.members.empty() && made.values.empty() && made.inputs.empty() &&
                            made.operations.empty();
  if (adds_nothing) tokens_.unexpected();
  return made;
}

void Parser::body(Definition& made) {
  if (made.kind == Definition::Kind::schema) return schema_body(made);
  if (made.kind == Definition::Kind::directive) return directive_body(made);
  made.name = name();
  if (made.kind == Definition::Kind::object || made.kind == Definition::Kind::interface) made.interfaces = interfaces();
  made.directives = directives(Mode::constant);
  type_body(made);
}

void Parser::schema_body(Definition& made) {
  made.directives = directives(Mode::constant);
  const auto operation_type = [&] {
    ast::OperationTypeDefinition one{.at = tokens_.token().start};
    one.kind = operation_kind();
    tokens_.expect(TokenKind::colon);
    one.type = name();
    made.operations.push_back(one);
  };
  if (!made.extends || tokens_.sees(TokenKind::brace_left)) {
    tokens_.many(TokenKind::brace_left, TokenKind::brace_right, operation_type);
  }
}

void Parser::directive_body(Definition& made) {
  tokens_.expect(TokenKind::at);
  made.name = name();
  made.inputs = input_definitions(TokenKind::paren_left, TokenKind::paren_right);
  made.repeatable = tokens_.take_keyword("repeatable");
  tokens_.expect_keyword("on");
  tokens_.delimited(TokenKind::pipe, [&] { made.locations.push_back(location()); });
}

void Parser::type_body(Definition& made) {
  switch (made.kind) {
    case Definition::Kind::object:
    case Definition::Kind::interface:
      return tokens_.optional_many(TokenKind::brace_left, TokenKind::brace_right,
                                   [&] { made.fields.push_back(field_definition()); });
    case Definition::Kind::union_of:
      if (tokens_.take(TokenKind::equals)) {
        tokens_.delimited(TokenKind::pipe, [&] { made.members.push_back(name()); });
      }
      return;
    case Definition::Kind::enumeration:
      return tokens_.optional_many(TokenKind::brace_left, TokenKind::brace_right,
                                   [&] { made.values.push_back(enum_value()); });
    case Definition::Kind::input:
      made.inputs = input_definitions(TokenKind::brace_left, TokenKind::brace_right);
      return;
    default:
      return;
  }
}

std::vector<ast::Name> Parser::interfaces() {
  std::vector<ast::Name> made;
  if (tokens_.take_keyword("implements")) {
    tokens_.delimited(TokenKind::ampersand, [&] { made.push_back(name()); });
  }
  return made;
}

ast::FieldDefinition Parser::field_definition() {
  ast::FieldDefinition made{.at = tokens_.token().start, .description = description()};
  made.name = name();
  made.arguments = input_definitions(TokenKind::paren_left, TokenKind::paren_right);
  tokens_.expect(TokenKind::colon);
  made.type = type_ref();
  made.directives = directives(Mode::constant);
  return made;
}

std::vector<ast::InputDefinition> Parser::input_definitions(TokenKind open, TokenKind close) {
  std::vector<ast::InputDefinition> made;
  tokens_.optional_many(open, close, [&] { made.push_back(input_definition()); });
  return made;
}

ast::InputDefinition Parser::input_definition() {
  ast::InputDefinition made{.at = tokens_.token().start, .description = description()};
  made.name = name();
  tokens_.expect(TokenKind::colon);
  made.type = type_ref();
  if (tokens_.take(TokenKind::equals)) made.initial = value(Mode::constant);
  made.directives = directives(Mode::constant);
  return made;
}

ast::EnumValueDefinition Parser::enum_value() {
  ast::EnumValueDefinition made{.at = tokens_.token().start, .description = description()};
  const Token token = tokens_.token();
  if (token.value == "true" || token.value == "false" || token.value == "null") {
    tokens_.fail(token.start, fmt::format("{} is reserved and cannot be used for an enum value.", describe(token)));
  }
  made.name = name();
  made.directives = directives(Mode::constant);
  return made;
}

ast::Name Parser::location() {
  const Token token = tokens_.token();
  const ast::Name made = name();
  if (!is_directive_location(made.text)) tokens_.unexpected(token);
  return made;
}

}  // namespace shelfcast::graphql
