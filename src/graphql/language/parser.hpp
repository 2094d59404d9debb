// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/language/ast.hpp"
#include "graphql/language/token_stream.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace shelfcast::graphql {

/// Reads definitions, executable ones and those of the type system, one function for each production of the grammar.
/// What is returned after a problem is of no use.
class Parser {
 public:
  Parser(std::string_view text, std::deque<std::string>& made, const ParseLimits& limits)
      : tokens_(text, made, limits) {}

  std::vector<ast::Definition> document();
  [[nodiscard]] const std::optional<SyntaxProblem>& problem() const { return tokens_.problem(); }

 private:
  enum class Mode : std::uint8_t { variable, constant };  // whether values may hold variables

  ast::Definition definition();

  ast::Operation operation();
  ast::OperationKind operation_kind();
  ast::VariableDefinition variable_definition();
  ast::SelectionSet selection_set();
  ast::Selection selection();
  ast::Selection field();
  ast::Selection fragment();
  ast::Fragment fragment_definition();
  ast::Name fragment_name();

  ast::Name name();
  ast::Name variable();
  ast::Value value(Mode mode);
  ast::Value leaf(ast::Value::Kind kind);
  ast::Value word();
  ast::Value variable_value(Mode mode);
  ast::Value list(Mode mode);
  ast::Value object(Mode mode);
  ast::Argument argument(Mode mode);
  std::vector<ast::Argument> arguments(Mode mode);
  ast::Directives directives(Mode mode);
  ast::TypeRef type_ref();

  std::optional<ast::TypeSystemDefinition::Kind> type_system_kind(const Token& keyword) const;
  ast::TypeSystemDefinition type_system_definition(ast::TypeSystemDefinition::Kind kind);
  ast::TypeSystemDefinition extension();
  void body(ast::TypeSystemDefinition& made);
  void schema_body(ast::TypeSystemDefinition& made);
  void directive_body(ast::TypeSystemDefinition& made);
  void type_body(ast::TypeSystemDefinition& made);
  std::optional<std::string_view> description();
  std::vector<ast::Name> interfaces();
  ast::FieldDefinition field_definition();
  ast::InputDefinition input_definition();
  std::vector<ast::InputDefinition> input_definitions(TokenKind open, TokenKind close);
  ast::EnumValueDefinition enum_value();
  ast::Name location();

  TokenStream tokens_;
};

}  // namespace shelfcast::graphql
