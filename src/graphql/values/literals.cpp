// SPDX-License-Identifier: Apache-2.0
#include "graphql/values/literals.hpp"

#include <algorithm>

namespace shelfcast::graphql {
namespace {

using Kind = ast::Value::Kind;

const Input* given(const Variables* variables, std::string_view name) {
  return variables == nullptr ? nullptr : variables->find(name);
}

bool is_missing(const ast::Value& literal, const Variables* variables) {
  return literal.kind == Kind::variable && given(variables, literal.text) == nullptr;
}

std::optional<Input> list_from(const ast::Value& literal, TypeUse item, const Variables* variables) {
  Input::List values;
  if (literal.kind != Kind::list) {
    auto value = from_literal(literal, item, variables);
    if (!value) return std::nullopt;
    values.push_back(std::move(*value));
    return Input(std::move(values));
  }
  for (const auto& one : literal.items) {
    if (is_missing(one, variables)) {
      if (item.is_non_null()) return std::nullopt;
      values.emplace_back();
      continue;
    }
    auto value = from_literal(one, item, variables);
    if (!value) return std::nullopt;
    values.push_back(std::move(*value));
  }
  return Input(std::move(values));
}

/// The last of a name counts.
const ast::Value* field_named(const ast::Value& literal, std::string_view name) {
  const auto found = std::ranges::find(literal.fields.rbegin(), literal.fields.rend(), name,
                                       [](const ast::ObjectField& field) { return field.name.text; });
  return found == literal.fields.rend() ? nullptr : &found->value;
}

std::optional<Input> object_from(const ast::Value& literal, const NamedType& type, const Variables* variables) {
  if (literal.kind != Kind::object) return std::nullopt;
  Input::Fields fields;
  for (const auto& field : type.inputs) {
    const ast::Value* found = field_named(literal, field.name);
    if (found == nullptr || is_missing(*found, variables)) {
      if (field.is_required()) return std::nullopt;
      if (field.initial) fields.emplace_back(field.name, *field.initial);
      continue;
    }
    auto value = from_literal(*found, field.type, variables);
    if (!value) return std::nullopt;
    fields.emplace_back(field.name, std::move(*value));
  }
  if (type.one_of && (fields.size() != 1 || fields.front().second.is_null())) return std::nullopt;
  return Input(std::move(fields));
}

}  // namespace

std::optional<Input> from_literal(const ast::Value& literal, TypeUse type, const Variables* variables) {
  if (literal.kind == Kind::variable) {
    const Input* value = given(variables, literal.text);
    const bool fits = value != nullptr && !(value->is_null() && type.is_non_null());
    return fits ? std::optional(*value) : std::nullopt;
  }
  if (literal.kind == Kind::null) return type.is_non_null() ? std::nullopt : std::optional<Input>(Input());
  const TypeUse nullable = type.nullable();
  if (nullable.is_list()) return list_from(literal, nullable.inner(), variables);
  if (type.named->kind == TypeKind::input) return object_from(literal, *type.named, variables);
  auto leaf = leaf_of(*type.named, literal, variables);
  return leaf ? std::optional(std::move(*leaf)) : std::nullopt;
}

}  // namespace shelfcast::graphql
