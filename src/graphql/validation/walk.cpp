// SPDX-License-Identifier: Apache-2.0
#include "graphql/validation/walk.hpp"

#include "graphql/execution/operation.hpp"

#include <array>

namespace shelfcast::graphql {
namespace {

/// Puts the position back to where it was.
class Inside {
 public:
  explicit Inside(Context& context) : context_(context), before_(context.here) {}
  ~Inside() { context_.here = before_; }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

 private:
  Context& context_;
  Position before_;
};

TypeUse output_type(const NamedType* type) {
  return type != nullptr && type->is_output() ? TypeUse{type} : TypeUse{};
}

TypeUse input_type(TypeUse type) {
  return type.named != nullptr && type.named->is_input() ? type : TypeUse{};
}

}  // namespace

void Walk::document() {
  each(&Rule::begin);
  for (const auto& definition : context_.document.definitions) {
    if (const auto* found = std::get_if<ast::Operation>(&definition)) operation(*found);
    if (const auto* found = std::get_if<ast::Fragment>(&definition)) fragment(*found);
  }
  each(&Rule::end);
}

void Walk::operation(const ast::Operation& operation) {
  static constexpr std::array<std::string_view, 3> kLocations{"QUERY", "MUTATION", "SUBSCRIPTION"};
  const Inside inside(context_);
  context_.here = {.type = output_type(root_type(context_.types, operation.kind))};
  each(&Rule::enter_operation, operation);
  for (const auto& one : operation.variables) variable(one);
  directives(operation.directives, kLocations[static_cast<std::size_t>(operation.kind)]);
  whole_selections(operation.selections);
  each(&Rule::leave_operation, operation);
}

void Walk::fragment(const ast::Fragment& fragment) {
  const Inside inside(context_);
  context_.here = {.type = output_type(context_.types.find(fragment.condition.text))};
  each(&Rule::enter_fragment, fragment);
  each(&Rule::on_named_type, fragment.condition);
  directives(fragment.directives, "FRAGMENT_DEFINITION");
  whole_selections(fragment.selections);
}

void Walk::variable(const ast::VariableDefinition& variable) {
  const Inside inside(context_);
  context_.here.parent_input = {};
  context_.here.input = input_type({context_.types.find(variable.type.name.text), variable.type.wraps});
  each(&Rule::on_variable, variable);
  each(&Rule::on_named_type, variable.type.name);
  if (variable.initial) value(*variable.initial);
  directives(variable.directives, "VARIABLE_DEFINITION");
}

/// Those of an operation, a fragment or a field.
void Walk::whole_selections(const ast::SelectionSet& selections) {
  const Inside inside(context_);
  enter_selections();
  each(&Rule::on_selections, selections);
  this->selections(selections);
}

void Walk::enter_selections() {
  const NamedType* type = context_.here.type.named;
  context_.here.parent = type != nullptr && type->is_composite() ? type : nullptr;
}

void Walk::selections(const ast::SelectionSet& selections) {
  for (const auto& one : selections.items) {
    if (context_.aborted()) return;
    selection(one);
  }
}

void Walk::selection(const ast::Selection& selection) {
  switch (selection.kind) {
    case ast::Selection::Kind::field:
      return field(selection);
    case ast::Selection::Kind::inline_fragment:
      return inline_fragment(selection);
    case ast::Selection::Kind::spread:
      each(&Rule::on_spread, selection);
      return directives(selection.directives, "FRAGMENT_SPREAD");
  }
}

void Walk::field(const ast::Selection& field) {
  const Inside inside(context_);
  Position& here = context_.here;
  here.field = here.parent == nullptr ? nullptr : context_.types.field(*here.parent, field.name.text);
  here.type = here.field == nullptr ? TypeUse{} : here.field->type;
  each(&Rule::enter_field, field);
  arguments(field.arguments);
  directives(field.directives, "FIELD");
  if (field.has_selections) whole_selections(field.selections);
  each(&Rule::leave_field, field);
}

void Walk::inline_fragment(const ast::Selection& fragment) {
  const Inside inside(context_);
  Position& here = context_.here;
  here.type = output_type(fragment.condition ? context_.types.find(fragment.condition->text) : here.type.named);
  each(&Rule::on_inline_fragment, fragment);
  if (fragment.condition) each(&Rule::on_named_type, *fragment.condition);
  directives(fragment.directives, "INLINE_FRAGMENT");
  enter_selections();
  selections(fragment.selections);
}

void Walk::directives(const ast::Directives& directives, std::string_view location) {
  for (const auto& one : directives) directive(one, location);
}

void Walk::directive(const ast::Directive& directive, std::string_view location) {
  const Inside inside(context_);
  context_.here.directive = context_.types.directive(directive.name.text);
  each(&Rule::enter_directive, directive, location);
  arguments(directive.arguments);
  each(&Rule::leave_directive, directive);
}

void Walk::arguments(const std::vector<ast::Argument>& arguments) {
  for (const auto& one : arguments) {
    if (context_.aborted()) return;
    const Inside inside(context_);
    Position& here = context_.here;
    // Arguments of a directive that nobody knows are looked up with the field around it, as the reference does.
    const auto name = one.name.text;
    here.argument = here.directive != nullptr ? here.directive->argument(name)
                    : here.field != nullptr   ? here.field->argument(name)
                                              : nullptr;
    here.has_default = here.argument != nullptr && here.argument->initial.has_value();
    here.parent_input = here.input;
    here.input = here.argument == nullptr ? TypeUse{} : here.argument->type;
    each(&Rule::on_argument, one);
    value(one.value);
  }
}

void Walk::value(const ast::Value& value) {
  if (context_.aborted()) return;
  each(&Rule::enter_value, value);
  if (value.kind == ast::Value::Kind::list) items(value);
  for (const auto& field : value.fields) object_field(field);
  each(&Rule::leave_value, value);
}

void Walk::items(const ast::Value& list) {
  const Inside inside(context_);
  Position& here = context_.here;
  const TypeUse expected = here.input.nullable();
  here.has_default = false;
  here.parent_input = here.input;
  here.input = expected.is_list() ? expected.inner() : expected;
  for (const auto& item : list.items) value(item);
}

void Walk::object_field(const ast::ObjectField& field) {
  const Inside inside(context_);
  Position& here = context_.here;
  const NamedType* type = here.input.named;
  const InputField* known = type == nullptr ? nullptr : type->input(field.name.text);
  here.has_default = known != nullptr && known->initial.has_value();
  here.parent_input = here.input;
  here.input = known == nullptr ? TypeUse{} : known->type;
  each(&Rule::on_object_field, field);
  value(field.value);
}

}  // namespace shelfcast::graphql
