// SPDX-License-Identifier: Apache-2.0
#include "graphql/language/print.hpp"
#include "graphql/validation/rules.hpp"
#include "graphql/values/leaves.hpp"
#include "graphql/values/suggestions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace shelfcast::graphql {
namespace {

using Kind = ast::Value::Kind;

class ValuesOfCorrectType final : public Rule {
 public:
  using Rule::Rule;

  void enter_value(const ast::Value& value) override {
    if (within_ != nullptr) return;
    switch (value.kind) {
      case Kind::variable:
        return;
      case Kind::list:
        return check_list(value);
      case Kind::object:
        return check_object(value);
      case Kind::null:
        if (here().input.is_non_null()) report(expected(value, here().input) + ".", {value.at});
        return;
      default:
        return check_leaf(value, here().input);
    }
  }
  void leave_value(const ast::Value& value) override {
    if (within_ == &value) within_ = nullptr;
  }
  void on_object_field(const ast::ObjectField& field) override {
    const NamedType* type = here().parent_input.named;
    const bool is_input = type != nullptr && type->kind == TypeKind::input;
    if (within_ != nullptr || here().input.named != nullptr || !is_input) return;
    report(fmt::format("Field \"{}\" is not defined by type \"{}\".{}", field.name.text, type->name,
                       did_you_mean(near_names(field.name.text, names_of(type->inputs)))),
           {field.name.at});
  }

 private:
  void check_list(const ast::Value& list) {
    if (here().input.nullable().is_list()) return;
    check_leaf(list, here().input.nullable());
    within_ = &list;
  }

  void check_object(const ast::Value& object) {
    const NamedType* type = here().input.named;
    if (type == nullptr || type->kind != TypeKind::input) {
      check_leaf(object, here().input);
      within_ = &object;
      return;
    }
    std::unordered_map<std::string_view, const ast::Value*> given;
    for (const auto& field : object.fields) given[field.name.text] = &field.value;
    for (const auto& field : type->inputs) {
      if (!field.is_required() || given.contains(field.name)) continue;
      report(fmt::format("Field \"{}.{}\" of required type \"{}\" was not provided.", type->name, field.name,
                         field.type.text()),
             {object.at});
    }
    if (!type->one_of) return;
    if (given.size() != 1) {
      report(fmt::format("OneOf Input Object \"{}\" must specify exactly one key.", type->name), {object.at});
    } else if (given.begin()->second->kind == Kind::null) {
      report(fmt::format("Field \"{}.{}\" must be non-null.", type->name, given.begin()->first), {object.at});
    }
  }

  void check_leaf(const ast::Value& value, TypeUse type) {
    if (type.named == nullptr) return;
    if (!type.named->is_leaf()) return report(expected(value, type) + ".", {value.at});
    const Leaf leaf = leaf_of(*type.named, value, nullptr);
    if (leaf) return;
    const auto& problem = leaf.error();
    report(problem.is_sentence ? problem.message : expected(value, type) + "; " + problem.message, {value.at});
  }

  static std::string expected(const ast::Value& value, TypeUse type) {
    return fmt::format("Expected value of type \"{}\", found {}", type.text(), print(value));
  }

  const ast::Value* within_ = nullptr;  // what is wrong as a whole: its parts are not looked at
};

}  // namespace

RulePtr values_of_correct_type(Context& context) {
  return std::make_unique<ValuesOfCorrectType>(context);
}

}  // namespace shelfcast::graphql
