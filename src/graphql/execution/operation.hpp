// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/language/ast.hpp"
#include "graphql/language/finding.hpp"
#include "graphql/values/leaves.hpp"
#include "shelfcast/graphql/execute.hpp"

#include <expected>
#include <vector>

namespace shelfcast::graphql {

/// The operation that is meant, with its variables.
struct Chosen {
  const ast::Operation* operation = nullptr;
  Variables variables = {};
};

std::expected<const ast::Operation*, Finding> choose_operation(const ast::Document& document,
                                                               const std::optional<std::string>& name);
std::expected<Chosen, std::vector<Finding>> choose(const Query& query, const Request& request);
const NamedType* root_type(const Types& types, ast::OperationKind kind);

}  // namespace shelfcast::graphql
