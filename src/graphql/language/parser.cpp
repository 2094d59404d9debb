// SPDX-License-Identifier: Apache-2.0
#include "graphql/language/parser.hpp"

namespace shelfcast::graphql {

std::vector<ast::Definition> Parser::document() {
  std::vector<ast::Definition> definitions;
  tokens_.many(TokenKind::start_of_file, TokenKind::end_of_file, [&] { definitions.push_back(definition()); });
  return definitions;
}

ast::Definition Parser::definition() {
  if (tokens_.sees(TokenKind::brace_left)) return operation();
  const bool described = tokens_.sees_string();
  const Token keyword = described ? tokens_.ahead() : tokens_.token();
  if (tokens_.failed()) return {};
  if (described && keyword.kind == TokenKind::brace_left) {
    tokens_.fail(tokens_.token().start, "Unexpected description, descriptions are not supported on shorthand queries.");
    return {};
  }
  if (const auto kind = type_system_kind(keyword)) return type_system_definition(*kind);
  if (keyword.kind == TokenKind::name) {
    if (keyword.value == "fragment") return fragment_definition();
    if (keyword.value == "query" || keyword.value == "mutation" || keyword.value == "subscription") return operation();
    if (described) {
      tokens_.fail(tokens_.token().start, "Unexpected description, only GraphQL definitions support descriptions.");
    } else if (keyword.value == "extend") {
      return extension();
    }
  }
  tokens_.unexpected(keyword);
  return {};
}

ast::Operation Parser::operation() {
  ast::Operation made{.at = tokens_.token().start};
  if (!tokens_.sees(TokenKind::brace_left)) {
    description();
    made.kind = operation_kind();
    if (tokens_.sees(TokenKind::name)) made.name = name();
    tokens_.optional_many(TokenKind::paren_left, TokenKind::paren_right,
                          [&] { made.variables.push_back(variable_definition()); });
    made.directives = directives(Mode::variable);
  }
  made.selections = selection_set();
  return made;
}

ast::OperationKind Parser::operation_kind() {
  const Token word = tokens_.expect(TokenKind::name);
  if (word.value == "mutation") return ast::OperationKind::mutation;
  if (word.value == "subscription") return ast::OperationKind::subscription;
  if (word.value != "query") tokens_.unexpected(word);
  return ast::OperationKind::query;
}

ast::VariableDefinition Parser::variable_definition() {
  ast::VariableDefinition made{.at = tokens_.token().start, .name = {}};
  description();
  made.name = variable();
  tokens_.expect(TokenKind::colon);
  made.type = type_ref();
  if (tokens_.take(TokenKind::equals)) made.initial = value(Mode::constant);
  made.directives = directives(Mode::constant);
  return made;
}

ast::SelectionSet Parser::selection_set() {
  ast::SelectionSet made;
  made.at = tokens_.token().start;
  tokens_.nested(
      [&] { tokens_.many(TokenKind::brace_left, TokenKind::brace_right, [&] { made.items.push_back(selection()); }); });
  return made;
}

ast::Selection Parser::selection() {
  return tokens_.sees(TokenKind::spread) ? fragment() : field();
}

ast::Selection Parser::field() {
  ast::Selection made{.at = tokens_.token().start};
  made.name = name();
  if (tokens_.take(TokenKind::colon)) {
    made.alias = made.name;
    made.name = name();
  }
  made.arguments = arguments(Mode::variable);
  made.directives = directives(Mode::variable);
  made.has_selections = tokens_.sees(TokenKind::brace_left);
  if (made.has_selections) made.selections = selection_set();
  return made;
}

ast::Selection Parser::fragment() {
  ast::Selection made{.at = tokens_.token().start};
  tokens_.expect(TokenKind::spread);
  const bool conditional = tokens_.take_keyword("on");
  if (!conditional && tokens_.sees(TokenKind::name)) {
    made.kind = ast::Selection::Kind::spread;
    made.name = fragment_name();
    made.directives = directives(Mode::variable);
    return made;
  }
  made.kind = ast::Selection::Kind::inline_fragment;
  if (conditional) made.condition = name();
  made.directives = directives(Mode::variable);
  made.has_selections = true;
  made.selections = selection_set();
  return made;
}

ast::Fragment Parser::fragment_definition() {
  ast::Fragment made{.at = tokens_.token().start, .name = {}};
  description();
  tokens_.expect_keyword("fragment");
  made.name = fragment_name();
  tokens_.expect_keyword("on");
  made.condition = name();
  made.directives = directives(Mode::variable);
  made.selections = selection_set();
  return made;
}

ast::Name Parser::fragment_name() {
  if (tokens_.token().value == "on") tokens_.unexpected();
  return name();
}

}  // namespace shelfcast::graphql
