// SPDX-License-Identifier: Apache-2.0
#include "graphql/execution/collect.hpp"
#include "graphql/execution/run.hpp"
#include "shelfcast/graphql/execute.hpp"

#include <fmt/format.h>

#include <utility>

namespace shelfcast::graphql {

struct Subscription::Impl {
  Query query;
  Chosen chosen;
  const Field* field = nullptr;
  Arguments arguments = {};
};

namespace {

using Findings = std::vector<Finding>;

/// The one root field, with its arguments.
std::expected<std::pair<const Field*, Arguments>, Findings> root_field(const Scope& scope,
                                                                       const ast::Operation& operation) {
  const NamedType* type = scope.types.subscription;
  if (type == nullptr || operation.kind != ast::OperationKind::subscription) {
    return std::unexpected(Findings{{"Schema is not configured to execute subscription operation.", {operation.at}}});
  }
  const auto refused = [](const ArgumentProblem& problem) { return Findings{{problem.message, {problem.at}}}; };
  Collector collector(scope, *type);
  if (const auto added = collector.add(operation.selections); !added) return std::unexpected(refused(added.error()));
  if (collector.groups().empty()) {
    return std::unexpected(Findings{{"A subscription must ask for a field.", {operation.at}}});
  }
  const FieldGroup& asked = collector.groups().front();
  const ast::Selection& node = *asked.nodes.front();
  const Field* field = type->field(node.name.text);
  if (field == nullptr) {
    return std::unexpected(
        Findings{{fmt::format("The subscription field \"{}\" is not defined.", node.name.text), {node.at}}});
  }
  auto arguments = arguments_of(field->arguments, node.at, node.arguments, scope.variables);
  if (!arguments) {
    Findings findings = refused(arguments.error());
    findings.front().path = {std::string(asked.key)};
    return std::unexpected(std::move(findings));
  }
  return std::pair(field, std::move(*arguments));
}

}  // namespace

Subscription::Subscription(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Subscription::~Subscription() = default;
Subscription::Subscription(Subscription&&) noexcept = default;
Subscription& Subscription::operator=(Subscription&&) noexcept = default;

std::string_view Subscription::field() const {
  return impl_->field->name;
}

const Arguments& Subscription::arguments() const {
  return impl_->arguments;
}

Response Subscription::answer(Object event, Object context) const {
  return run(impl_->query, impl_->chosen, event, context);
}

std::expected<Subscription, std::vector<QueryError>> subscribe(const Query& query, const Request& request) {
  const ast::Document& document = query.document().tree();
  auto chosen = choose(query, request);
  if (!chosen) return std::unexpected(located(chosen.error(), document.source));
  const Scope scope{query.schema().types(), document, chosen->variables};
  auto field = root_field(scope, *chosen->operation);
  if (!field) return std::unexpected(located(field.error(), document.source));
  auto impl = std::make_unique<Subscription::Impl>(query, std::move(*chosen), field->first, std::move(field->second));
  return Subscription(std::move(impl));
}

}  // namespace shelfcast::graphql
