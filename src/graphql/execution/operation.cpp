// SPDX-License-Identifier: Apache-2.0
#include "graphql/execution/operation.hpp"

#include "graphql/execution/measure.hpp"
#include "graphql/values/variables.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace shelfcast::graphql {

std::expected<const ast::Operation*, Finding> choose_operation(const ast::Document& document,
                                                               const std::optional<std::string>& name) {
  if (!name) {
    if (document.operations.size() == 1) return document.operations.front();
    return std::unexpected(Finding{document.operations.empty()
                                       ? "Must provide an operation."
                                       : "Must provide operation name if query contains multiple operations."});
  }
  for (const auto* operation : document.operations) {
    if (operation->name && operation->name->text == *name) return operation;
  }
  return std::unexpected(Finding{fmt::format("Unknown operation named \"{}\".", *name)});
}

std::expected<Chosen, std::vector<Finding>> choose(const Query& query, const Request& request) {
  static const nlohmann::ordered_json none = nlohmann::ordered_json::object();
  const auto operation = choose_operation(query.document().tree(), request.operation);
  if (!operation) return std::unexpected(std::vector{operation.error()});
  auto variables =
      read_variables(query.schema().types(), **operation, request.variables == nullptr ? none : *request.variables);
  if (!variables) return std::unexpected(std::move(variables.error()));
  if (request.limits != nullptr) {
    const Scope scope{query.schema().types(), query.document().tree(), *variables};
    auto findings = exceeded(scope, **operation, *request.limits);
    if (!findings.empty()) return std::unexpected(std::move(findings));
  }
  return Chosen{*operation, std::move(*variables)};
}

const NamedType* root_type(const Types& types, ast::OperationKind kind) {
  switch (kind) {
    case ast::OperationKind::mutation:
      return types.mutation;
    case ast::OperationKind::subscription:
      return types.subscription;
    case ast::OperationKind::query:
      break;
  }
  return types.query;
}

}  // namespace shelfcast::graphql
