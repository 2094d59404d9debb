// SPDX-License-Identifier: Apache-2.0
#include "graphql/validation/rules.hpp"

#include <fmt/format.h>

#include <unordered_set>

namespace shelfcast::graphql {
namespace {

std::string in_operation(const ast::Operation& operation, std::string_view preposition) {
  return operation.name ? fmt::format(" {} operation \"{}\"", preposition, operation.name->text) : "";
}

class NoUndefinedVariables final : public Rule {
 public:
  using Rule::Rule;
  void leave_operation(const ast::Operation& operation) override {
    std::unordered_set<std::string_view> defined;
    for (const auto& variable : operation.variables) defined.insert(variable.name.text);
    for (const auto& use : context_.uses(operation)) {
      if (defined.contains(use.variable->text)) continue;
      if (context_.aborted()) return;
      report(fmt::format("Variable \"${}\" is not defined{}.", use.variable->text, in_operation(operation, "by")),
             {use.variable->at, operation.at});
    }
  }
};

class NoUnusedVariables final : public Rule {
 public:
  using Rule::Rule;
  void leave_operation(const ast::Operation& operation) override {
    std::unordered_set<std::string_view> used;
    for (const auto& use : context_.uses(operation)) used.insert(use.variable->text);
    for (const auto& variable : operation.variables) {
      if (used.contains(variable.name.text)) continue;
      report(fmt::format("Variable \"${}\" is never used{}.", variable.name.text, in_operation(operation, "in")),
             {variable.at});
    }
  }
};

/// Whether a variable may stand where `use` is: a default of either makes up for a null that its type allows.
bool is_allowed(const VariableUse& use, TypeUse type, const ast::VariableDefinition& variable) {
  if (!use.type.is_non_null() || type.is_non_null()) return is_subtype(type, use.type);
  const bool has_value = variable.initial && variable.initial->kind != ast::Value::Kind::null;
  return (has_value || use.has_default) && is_subtype(type, use.type.nullable());
}

class VariablesInAllowedPosition final : public Rule {
 public:
  using Rule::Rule;
  void leave_operation(const ast::Operation& operation) override {
    std::unordered_map<std::string_view, const ast::VariableDefinition*> variables;
    for (const auto& variable : operation.variables) variables[variable.name.text] = &variable;
    for (const auto& use : context_.uses(operation)) {
      const auto found = variables.find(use.variable->text);
      if (found != variables.end() && use.type.named != nullptr && !context_.aborted()) check(*found->second, use);
    }
  }

 private:
  void check(const ast::VariableDefinition& variable, const VariableUse& use) {
    const TypeUse type{types().find(variable.type.name.text), variable.type.wraps};
    if (type.named == nullptr) return;
    if (!is_allowed(use, type, variable)) {
      report(fmt::format("Variable \"${}\" of type \"{}\" used in position expecting type \"{}\".", variable.name.text,
                         type.text(), use.type.text()),
             {variable.at, use.variable->at});
    }
    const TypeUse around = use.parent_type;
    const bool one_of = around.named != nullptr && around.wraps.none() && around.named->one_of;
    if (one_of && !type.is_non_null()) {
      report(fmt::format("Variable \"${}\" is of type \"{}\" but must be non-nullable to be used for OneOf Input "
                         "Object \"{}\".",
                         variable.name.text, type.text(), around.text()),
             {variable.at, use.variable->at});
    }
  }
};

}  // namespace

RulePtr no_undefined_variables(Context& context) {
  return std::make_unique<NoUndefinedVariables>(context);
}

RulePtr no_unused_variables(Context& context) {
  return std::make_unique<NoUnusedVariables>(context);
}

RulePtr variables_in_allowed_position(Context& context) {
  return std::make_unique<VariablesInAllowedPosition>(context);
}

}  // namespace shelfcast::graphql
