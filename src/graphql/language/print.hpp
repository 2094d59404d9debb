// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/language/ast.hpp"

#include <string>
#include <string_view>

namespace shelfcast::graphql {

/// A value as the language writes it: `[1, {name: "tea"}, RED]`.
std::string print(const ast::Value& value);
/// A string in quotes, as the language writes it.
std::string print_string(std::string_view text);

}  // namespace shelfcast::graphql
