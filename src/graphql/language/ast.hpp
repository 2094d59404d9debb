// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/language/wraps.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

/// A document as written. Texts are views into the document's source, or into what was made of its escaped strings;
/// `at` is the byte where a thing begins.
namespace shelfcast::graphql::ast {

using At = std::uint32_t;

struct Name {
  std::string_view text;
  At at = 0;
};

struct ObjectField;

struct Value {
  enum class Kind : std::uint8_t { variable, integer, floating, string, boolean, null, enumeration, list, object };

  Kind kind = Kind::null;
  bool block = false;  ///< a string in three quotes
  At at = 0;
  std::string_view text;  ///< the name, the digits, or what the string stands for
  std::vector<Value> items;
  std::vector<ObjectField> fields;
};

struct ObjectField {
  Name name;
  Value value;
};

using Argument = ObjectField;

struct Directive {
  At at = 0;
  Name name;
  std::vector<Argument> arguments = {};
};

using Directives = std::vector<Directive>;

struct TypeRef {
  At at = 0;
  Name name;
  Wraps wraps = {};
};

struct Selection;

struct SelectionSet {
  At at = 0;
  std::vector<Selection> items;
};

struct Selection {
  enum class Kind : std::uint8_t { field, spread, inline_fragment };

  Kind kind = Kind::field;
  At at = 0;
  Name alias = {};                     ///< empty where there is none
  Name name = {};                      ///< of the field or the fragment
  std::optional<Name> condition = {};  ///< an inline fragment's
  std::vector<Argument> arguments = {};
  Directives directives = {};
  bool has_selections = false;
  SelectionSet selections = {};

  /// Under which name the answer stands in the response.
  [[nodiscard]] std::string_view key() const { return alias.text.empty() ? name.text : alias.text; }
};

struct VariableDefinition {
  At at = 0;
  Name name;
  TypeRef type = {};
  std::optional<Value> initial = {};
  Directives directives = {};
};

enum class OperationKind : std::uint8_t { query, mutation, subscription };

struct Operation {
  At at = 0;
  OperationKind kind = OperationKind::query;
  std::optional<Name> name = {};
  std::vector<VariableDefinition> variables = {};
  Directives directives = {};
  SelectionSet selections = {};
};

struct Fragment {
  At at = 0;
  Name name;
  Name condition = {};
  Directives directives = {};
  SelectionSet selections = {};
};

struct InputDefinition {
  At at = 0;
  std::optional<std::string_view> description;
  Name name = {};
  TypeRef type = {};
  std::optional<Value> initial = {};
  Directives directives = {};
};

struct FieldDefinition {
  At at = 0;
  std::optional<std::string_view> description;
  Name name = {};
  std::vector<InputDefinition> arguments = {};
  TypeRef type = {};
  Directives directives = {};
};

struct EnumValueDefinition {
  At at = 0;
  std::optional<std::string_view> description;
  Name name = {};
  Directives directives = {};
};

struct OperationTypeDefinition {
  At at = 0;
  OperationKind kind = OperationKind::query;
  Name type = {};
};

/// Any definition or extension of the type system; what its kind does not have is empty.
struct TypeSystemDefinition {
  enum class Kind : std::uint8_t { schema, scalar, object, interface, union_of, enumeration, input, directive };

  At at = 0;
  Kind kind = Kind::schema;
  bool extends = false;
  std::optional<std::string_view> description = {};
  Name name = {};
  std::vector<Name> interfaces = {};
  Directives directives = {};
  std::vector<FieldDefinition> fields = {};
  std::vector<Name> members = {};
  std::vector<EnumValueDefinition> values = {};
  std::vector<InputDefinition> inputs = {};  ///< an input type's fields or a directive's arguments
  std::vector<OperationTypeDefinition> operations = {};
  bool repeatable = false;
  std::vector<Name> locations = {};
};

using Definition = std::variant<Operation, Fragment, TypeSystemDefinition>;

struct Document {
  std::string source;
  std::deque<std::string> made;
  std::vector<Definition> definitions;
  std::vector<const Operation*> operations;
  std::unordered_map<std::string_view, const Fragment*> fragments;

  [[nodiscard]] const Fragment* fragment(std::string_view name) const {
    const auto found = fragments.find(name);
    return found == fragments.end() ? nullptr : found->second;
  }
};

}  // namespace shelfcast::graphql::ast
