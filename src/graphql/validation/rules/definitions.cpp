// SPDX-License-Identifier: Apache-2.0
#include "graphql/execution/collect.hpp"
#include "graphql/validation/rules.hpp"

#include <fmt/format.h>

namespace shelfcast::graphql {
namespace {

class ExecutableDefinitions final : public Rule {
 public:
  using Rule::Rule;
  void begin() override {
    for (const auto& definition : document().definitions) {
      const auto* found = std::get_if<ast::TypeSystemDefinition>(&definition);
      if (found == nullptr) continue;
      const bool is_schema = found->kind == ast::TypeSystemDefinition::Kind::schema;
      const std::string name = is_schema ? "schema" : fmt::format("\"{}\"", found->name.text);
      report(fmt::format("The {} definition is not executable.", name), {found->at});
    }
  }
};

class LoneAnonymousOperation final : public Rule {
 public:
  using Rule::Rule;
  void enter_operation(const ast::Operation& operation) override {
    if (operation.name || document().operations.size() < 2) return;
    report("This anonymous operation must be the only defined operation.", {operation.at});
  }
};

class SingleFieldSubscriptions final : public Rule {
 public:
  using Rule::Rule;
  void enter_operation(const ast::Operation& operation) override {
    if (operation.kind != ast::OperationKind::subscription || types().subscription == nullptr) return;
    const Variables none;
    const Scope scope{types(), document(), none};
    Collector collector(scope, *types().subscription);
    // A condition that rests on a variable is not known yet: then nothing is said.
    if (!collector.add(operation.selections)) return;
    check(operation, collector.groups());
  }

 private:
  void check(const ast::Operation& operation, const std::vector<FieldGroup>& groups) {
    const std::string name =
        operation.name ? fmt::format("Subscription \"{}\"", operation.name->text) : "Anonymous Subscription";
    std::vector<ast::At> surplus;
    for (std::size_t i = 1; i < groups.size(); ++i) {
      for (const auto* node : groups[i].nodes) surplus.push_back(node->at);
    }
    if (!surplus.empty()) report(name + " must select only one top level field.", surplus);
    for (const auto& group : groups) {
      if (!group.nodes.front()->name.text.starts_with("__")) continue;
      std::vector<ast::At> at;
      at.reserve(group.nodes.size());
      for (const auto* node : group.nodes) at.push_back(node->at);
      report(name + " must not select an introspection top level field.", at);
    }
  }
};

}  // namespace

RulePtr executable_definitions(Context& context) {
  return std::make_unique<ExecutableDefinitions>(context);
}

RulePtr lone_anonymous_operation(Context& context) {
  return std::make_unique<LoneAnonymousOperation>(context);
}

RulePtr single_field_subscriptions(Context& context) {
  return std::make_unique<SingleFieldSubscriptions>(context);
}

}  // namespace shelfcast::graphql
