// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/language/wraps.hpp"
#include "shelfcast/graphql/input.hpp"
#include "shelfcast/graphql/resolver.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace shelfcast::graphql {

struct NamedType;

/// A type as it is used: named, in lists and non-nulls.
struct TypeUse {
  const NamedType* named = nullptr;
  Wraps wraps = {};

  [[nodiscard]] TypeUse inner() const { return {named, wraps.inner()}; }
  [[nodiscard]] TypeUse nullable() const { return {named, wraps.nullable()}; }
  [[nodiscard]] bool is_list() const { return wraps.is_list(); }
  [[nodiscard]] bool is_non_null() const { return wraps.is_non_null(); }
  [[nodiscard]] std::string text() const;

  bool operator==(const TypeUse&) const = default;
};

/// An argument, or a field of an input type.
struct InputField {
  std::string name;
  std::optional<std::string> description = {};
  TypeUse type = {};
  std::optional<Input> initial = {};
  std::optional<std::string> deprecated = {};

  [[nodiscard]] bool is_required() const { return type.is_non_null() && !initial; }
};

struct Field {
  std::string name;
  std::optional<std::string> description = {};
  std::vector<InputField> arguments = {};
  TypeUse type = {};
  std::optional<std::string> deprecated = {};
  Resolver resolve = {};  ///< none for __typename, which the executor answers itself

  [[nodiscard]] const InputField* argument(std::string_view called) const;
};

struct EnumValue {
  std::string name;
  std::optional<std::string> description = {};
  std::optional<std::string> deprecated = {};
};

enum class TypeKind : std::uint8_t { scalar, object, interface, union_of, enumeration, input };
/// Scalars that the language brings along, and those that it does not.
enum class ScalarKind : std::uint8_t { custom, integer, floating, string, boolean, id };

struct NamedType {
  TypeKind kind = TypeKind::scalar;
  std::string name;
  std::optional<std::string> description = {};
  ScalarKind scalar = ScalarKind::custom;
  Scalar custom = {};
  std::optional<std::string> specified_by = {};
  std::vector<Field> fields = {};
  std::vector<const NamedType*> interfaces = {};
  std::vector<const NamedType*> possible = {};  ///< of a union or an interface: its object types
  std::vector<const NamedType*> subtypes = {};  ///< the same and the interfaces that implement it, sorted
  std::vector<EnumValue> values = {};
  std::vector<InputField> inputs = {};
  bool one_of = false;
  TypeOf type_of = {};
  std::unordered_map<std::string_view, std::size_t> places = {};  ///< of fields, inputs or values

  [[nodiscard]] bool is_leaf() const { return kind == TypeKind::scalar || kind == TypeKind::enumeration; }
  [[nodiscard]] bool is_abstract() const { return kind == TypeKind::interface || kind == TypeKind::union_of; }
  [[nodiscard]] bool is_composite() const { return is_abstract() || kind == TypeKind::object; }
  [[nodiscard]] bool is_input() const { return is_leaf() || kind == TypeKind::input; }
  [[nodiscard]] bool is_output() const { return kind != TypeKind::input; }
  [[nodiscard]] bool has_subtype(const NamedType* other) const;

  [[nodiscard]] const Field* field(std::string_view called) const;
  [[nodiscard]] const InputField* input(std::string_view called) const;
  [[nodiscard]] const EnumValue* value(std::string_view called) const;
};

struct DirectiveType {
  std::string name;
  std::optional<std::string> description = {};
  std::vector<std::string> locations = {};
  std::vector<InputField> arguments = {};
  bool repeatable = false;

  [[nodiscard]] const InputField* argument(std::string_view called) const;
};

/// What a schema consists of. Nothing in it moves once it is made.
struct Types {
  std::optional<std::string> description;
  std::deque<NamedType> storage;
  std::vector<const NamedType*> all;  ///< as introspection lists them
  std::unordered_map<std::string_view, const NamedType*> by_name;
  const NamedType* query = nullptr;
  const NamedType* mutation = nullptr;
  const NamedType* subscription = nullptr;
  std::deque<DirectiveType> directives;
  Field type_name;    ///< __typename, which every composite type has
  Field schema_meta;  ///< __schema and __type, which the query type has
  Field type_meta;
  std::map<std::pair<const NamedType*, std::uint64_t>, TypeUse> uses;  ///< every use and what it wraps: handles

  [[nodiscard]] const NamedType* find(std::string_view name) const;
  [[nodiscard]] const DirectiveType* directive(std::string_view name) const;
  /// Also one of the three that are in no list.
  [[nodiscard]] const Field* field(const NamedType& parent, std::string_view name) const;
  [[nodiscard]] const TypeUse& handle(TypeUse use) const { return uses.at({use.named, use.wraps.bits()}); }
};

/// Whether every value of the one is one of the other.
bool is_subtype(TypeUse type, TypeUse of);
/// Whether an object may be of both; both are composite.
bool overlap(const NamedType& one, const NamedType& other);

}  // namespace shelfcast::graphql
