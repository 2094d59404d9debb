// SPDX-License-Identifier: Apache-2.0
#include "graphql/language/print.hpp"
#include "graphql/values/leaves.hpp"
#include "graphql/values/numbers.hpp"
#include "graphql/values/suggestions.hpp"

#include <fmt/format.h>

#include <charconv>

namespace shelfcast::graphql {
namespace {

using Kind = ast::Value::Kind;

std::unexpected<LeafProblem> problem(std::string message) {
  return std::unexpected(LeafProblem{std::move(message)});
}

Leaf integer(const ast::Value& literal) {
  if (literal.kind != Kind::integer) {
    return problem("Int cannot represent non-integer value: " + print(literal));
  }
  std::int64_t number = 0;
  const auto read = std::from_chars(literal.text.data(), literal.text.data() + literal.text.size(), number);
  if (read.ec != std::errc{} || !fits_int(number)) {
    return problem(fmt::format("Int cannot represent non 32-bit signed integer value: {}", literal.text));
  }
  return Input(number);
}

Leaf enum_value(const NamedType& type, const ast::Value& literal) {
  const std::string text = print(literal);
  const auto meant = [&] { return did_you_mean(near_names(text, names_of(type.values)), "the enum value"); };
  if (literal.kind != Kind::enumeration) {
    return problem(fmt::format("Enum \"{}\" cannot represent non-enum value: {}.{}", type.name, text, meant()));
  }
  if (type.value(literal.text) == nullptr) {
    return problem(fmt::format("Value \"{}\" does not exist in \"{}\" enum.{}", text, type.name, meant()));
  }
  return Input(text);
}

Input untyped(const ast::Value& literal, const Variables* variables);

Input untyped_fields(const ast::Value& literal, const Variables* variables) {
  Input::Fields fields;
  for (const auto& field : literal.fields) {
    fields.emplace_back(std::string(field.name.text), untyped(field.value, variables));
  }
  return Input(std::move(fields));
}

Input untyped_number(std::string_view digits) {
  std::int64_t number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return read.ec == std::errc{} ? Input(number) : Input(to_double(digits));
}

/// What a literal says by itself, where its type takes anything.
Input untyped(const ast::Value& literal, const Variables* variables) {
  switch (literal.kind) {
    case Kind::null:
      return {};
    case Kind::variable: {
      const Input* found = variables == nullptr ? nullptr : variables->find(literal.text);
      return found == nullptr ? Input() : *found;
    }
    case Kind::integer:
      return untyped_number(literal.text);
    case Kind::floating:
      return Input(to_double(literal.text));
    case Kind::boolean:
      return Input(literal.text == "true");
    case Kind::string:
    case Kind::enumeration:
      return Input(std::string(literal.text));
    case Kind::list: {
      Input::List items;
      for (const auto& item : literal.items) items.push_back(untyped(item, variables));
      return Input(std::move(items));
    }
    case Kind::object:
      break;
  }
  return untyped_fields(literal, variables);
}

Leaf custom(const NamedType& type, const ast::Value& literal, const Variables* variables) {
  Input value = untyped(literal, variables);
  if (!type.custom.parse) return value;
  auto parsed = type.custom.parse(value);
  if (!parsed) return std::unexpected(LeafProblem{std::move(parsed.error()), false});
  return std::move(*parsed);
}

}  // namespace

Leaf leaf_of(const NamedType& type, const ast::Value& literal, const Variables* variables) {
  if (type.kind == TypeKind::enumeration) return enum_value(type, literal);
  switch (type.scalar) {
    case ScalarKind::integer:
      return integer(literal);
    case ScalarKind::floating:
      if (literal.kind == Kind::floating || literal.kind == Kind::integer) return Input(to_double(literal.text));
      return problem("Float cannot represent non numeric value: " + print(literal));
    case ScalarKind::string:
      if (literal.kind == Kind::string) return Input(std::string(literal.text));
      return problem("String cannot represent a non string value: " + print(literal));
    case ScalarKind::boolean:
      if (literal.kind == Kind::boolean) return Input(literal.text == "true");
      return problem("Boolean cannot represent a non boolean value: " + print(literal));
    case ScalarKind::id:
      if (literal.kind == Kind::string || literal.kind == Kind::integer) return Input(std::string(literal.text));
      return problem("ID cannot represent a non-string and non-integer value: " + print(literal));
    case ScalarKind::custom:
      break;
  }
  return custom(type, literal, variables);
}

}  // namespace shelfcast::graphql
