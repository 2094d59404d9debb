// SPDX-License-Identifier: Apache-2.0
#include "graphql/language/characters.hpp"
#include "graphql/language/print.hpp"
#include "graphql/values/literals.hpp"
#include "graphql/values/numbers.hpp"

#include <algorithm>

namespace shelfcast::graphql {
namespace {

bool is_whole_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || !std::ranges::all_of(text, is_digit)) return false;
  return text.size() == 1 || text.front() != '0';
}

std::string leaf(const Input& value, const NamedType& type) {
  if (const auto* flag = value.get_if<bool>()) return *flag ? "true" : "false";
  if (const auto* whole = value.get_if<std::int64_t>()) return number_text(*whole);
  if (const auto* number = value.get_if<double>()) return number_text(*number);
  const auto& text = value.text();
  const bool bare = type.kind == TypeKind::enumeration || (type.scalar == ScalarKind::id && is_whole_number(text));
  return bare ? text : print_string(text);
}

std::string fields(const Input::Fields& values, const NamedType& type) {
  std::string out;
  for (const auto& [name, value] : values) {
    const InputField* field = type.input(name);
    if (field == nullptr) continue;
    out += (out.empty() ? "" : ", ") + name + ": " + to_literal(value, field->type);
  }
  return "{" + out + "}";
}

}  // namespace

std::string to_literal(const Input& value, TypeUse type) {
  if (value.is_null()) return "null";
  const TypeUse nullable = type.nullable();
  if (const auto* list = value.get_if<Input::List>()) {
    const TypeUse item = nullable.is_list() ? nullable.inner() : nullable;
    std::string out;
    for (const auto& one : *list) out += (out.empty() ? "" : ", ") + to_literal(one, item);
    return "[" + out + "]";
  }
  if (const auto* values = value.get_if<Input::Fields>()) return fields(*values, *type.named);
  return leaf(value, *type.named);
}

}  // namespace shelfcast::graphql
