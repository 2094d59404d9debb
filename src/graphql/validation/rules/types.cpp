// SPDX-License-Identifier: Apache-2.0
#include "graphql/validation/rules.hpp"
#include "graphql/values/suggestions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::graphql {
namespace {

class KnownTypeNames final : public Rule {
 public:
  using Rule::Rule;
  void on_named_type(const ast::Name& name) override {
    if (types().find(name.text) != nullptr || is_defined_here(name.text)) return;
    report(fmt::format("Unknown type \"{}\".{}", name.text, did_you_mean(near_names(name.text, known()))), {name.at});
  }

 private:
  static const ast::TypeSystemDefinition* type_in(const ast::Definition& definition) {
    using Kind = ast::TypeSystemDefinition::Kind;
    const auto* found = std::get_if<ast::TypeSystemDefinition>(&definition);
    const bool is_type =
        found != nullptr && !found->extends && found->kind != Kind::schema && found->kind != Kind::directive;
    return is_type ? found : nullptr;
  }
  [[nodiscard]] bool is_defined_here(std::string_view name) const {
    return std::ranges::any_of(document().definitions, [&](const auto& definition) {
      const auto* type = type_in(definition);
      return type != nullptr && type->name.text == name;
    });
  }
  [[nodiscard]] std::vector<std::string_view> known() const {
    std::vector<std::string_view> names;
    for (const auto* type : types().all) names.push_back(type->name);
    for (const auto& definition : document().definitions) {
      if (const auto* type = type_in(definition)) names.push_back(type->name.text);
    }
    return names;
  }
};

class FragmentsOnCompositeTypes final : public Rule {
 public:
  using Rule::Rule;
  void on_inline_fragment(const ast::Selection& fragment) override {
    if (!fragment.condition || is_fine(*fragment.condition)) return;
    report(fmt::format("Fragment cannot condition on non composite type \"{}\".", fragment.condition->text),
           {fragment.condition->at});
  }
  void enter_fragment(const ast::Fragment& fragment) override {
    if (is_fine(fragment.condition)) return;
    report(fmt::format("Fragment \"{}\" cannot condition on non composite type \"{}\".", fragment.name.text,
                       fragment.condition.text),
           {fragment.condition.at});
  }

 private:
  [[nodiscard]] bool is_fine(const ast::Name& condition) const {
    const NamedType* type = types().find(condition.text);
    return type == nullptr || type->is_composite();
  }
};

class VariablesAreInputTypes final : public Rule {
 public:
  using Rule::Rule;
  void on_variable(const ast::VariableDefinition& variable) override {
    const NamedType* type = types().find(variable.type.name.text);
    if (type == nullptr || type->is_input()) return;
    report(fmt::format("Variable \"${}\" cannot be non-input type \"{}\".", variable.name.text,
                       wrapped_name(variable.type.name.text, variable.type.wraps)),
           {variable.type.at});
  }
};

class ScalarLeafs final : public Rule {
 public:
  using Rule::Rule;
  void enter_field(const ast::Selection& field) override {
    const TypeUse type = here().type;
    if (type.named == nullptr) return;
    const auto name = field.name.text;
    if (type.named->is_leaf() && field.has_selections) {
      report(
          fmt::format("Field \"{}\" must not have a selection since type \"{}\" has no subfields.", name, type.text()),
          {field.selections.at});
    } else if (!type.named->is_leaf() && !field.has_selections) {
      report(fmt::format("Field \"{0}\" of type \"{1}\" must have a selection of subfields. "
                         "Did you mean \"{0} {{ ... }}\"?",
                         name, type.text()),
             {field.at});
    }
  }
};

}  // namespace

RulePtr known_type_names(Context& context) {
  return std::make_unique<KnownTypeNames>(context);
}

RulePtr fragments_on_composite_types(Context& context) {
  return std::make_unique<FragmentsOnCompositeTypes>(context);
}

RulePtr variables_are_input_types(Context& context) {
  return std::make_unique<VariablesAreInputTypes>(context);
}

RulePtr scalar_leafs(Context& context) {
  return std::make_unique<ScalarLeafs>(context);
}

}  // namespace shelfcast::graphql
