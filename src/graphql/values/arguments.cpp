// SPDX-License-Identifier: Apache-2.0
#include "graphql/language/print.hpp"
#include "graphql/values/literals.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::graphql {
namespace {

using Kind = ast::Value::Kind;
using Refused = std::unexpected<ArgumentProblem>;

struct Asked {
  const InputField& declared;
  const ast::Value* given;  // null where the argument was left out
  ast::At at;               // of the field
};

/// Its default, or nothing; a problem where it is required. `why` says in what way it is missing.
std::expected<void, ArgumentProblem> take_default(Input::Fields& values, const Asked& asked, ast::At at,
                                                  std::string_view why) {
  if (asked.declared.initial) {
    values.emplace_back(asked.declared.name, *asked.declared.initial);
  } else if (asked.declared.type.is_non_null()) {
    return Refused({fmt::format("Argument \"{}\" of required type \"{}\" {}", asked.declared.name,
                                asked.declared.type.text(), why),
                    at});
  }
  return {};
}

std::expected<void, ArgumentProblem> take(Input::Fields& values, const Asked& asked, const Variables& variables) {
  const auto& declared = asked.declared;
  if (asked.given == nullptr) return take_default(values, asked, asked.at, "was not provided.");
  const ast::Value& literal = *asked.given;
  bool is_null = literal.kind == Kind::null;
  if (literal.kind == Kind::variable) {
    const Input* value = variables.find(literal.text);
    if (value == nullptr) {
      return take_default(
          values, asked, literal.at,
          fmt::format("was provided the variable \"${}\" which was not provided a runtime value.", literal.text));
    }
    is_null = value->is_null();
  }
  if (is_null && declared.type.is_non_null()) {
    return Refused(
        {fmt::format("Argument \"{}\" of non-null type \"{}\" must not be null.", declared.name, declared.type.text()),
         literal.at});
  }
  auto value = from_literal(literal, declared.type, &variables);
  if (!value) {
    return Refused({fmt::format("Argument \"{}\" has invalid value {}.", declared.name, print(literal)), literal.at});
  }
  values.emplace_back(declared.name, std::move(*value));
  return {};
}

}  // namespace

std::expected<Arguments, ArgumentProblem> arguments_of(const std::vector<InputField>& declared, ast::At at,
                                                       const std::vector<ast::Argument>& given,
                                                       const Variables& variables) {
  Input::Fields values;
  for (const auto& one : declared) {
    const auto found = std::ranges::find(given.rbegin(), given.rend(), one.name,
                                         [](const ast::Argument& argument) { return argument.name.text; });
    const ast::Value* literal = found == given.rend() ? nullptr : &found->value;
    if (auto taken = take(values, {one, literal, at}, variables); !taken) return Refused(taken.error());
  }
  return Arguments(std::move(values));
}

}  // namespace shelfcast::graphql
