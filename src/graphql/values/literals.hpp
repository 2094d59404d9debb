// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/values/leaves.hpp"

#include <optional>
#include <string>
#include <vector>

namespace shelfcast::graphql {

/// What a literal stands for where its type is expected; nothing where it is not of it, or rests on a variable that
/// was not given.
std::optional<Input> from_literal(const ast::Value& literal, TypeUse type, const Variables* variables);
/// The other way round: a value as the language writes it.
std::string to_literal(const Input& value, TypeUse type);

/// Why a field or a directive cannot be had: its arguments.
struct ArgumentProblem {
  std::string message;
  ast::At at = 0;
};

/// The arguments of a field or a directive at `at`, with its defaults.
std::expected<Arguments, ArgumentProblem> arguments_of(const std::vector<InputField>& declared, ast::At at,
                                                       const std::vector<ast::Argument>& given,
                                                       const Variables& variables);

}  // namespace shelfcast::graphql
