// SPDX-License-Identifier: Apache-2.0
#include "graphql/schema/builder.hpp"
#include "graphql/values/literals.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::graphql {
namespace {

template <class Items>
void index(NamedType& type, const Items& items) {
  for (std::size_t i = 0; i < items.size(); ++i) type.places.emplace(items[i].name, i);
}

}  // namespace

/// Defaults, once all types are complete: what is read of a default may itself be an input type with defaults, which
/// therefore goes first.
void Builder::set_initials() {
  for (const auto& type : types_.storage) {
    if (type.kind == TypeKind::input) set_input_initials(declared_.at(type.name));
  }
  for (auto& type : types_.storage) {
    for (const auto* part : declared_.at(type.name).parts) {
      for (const auto& definition : part->fields) {
        Field& field = type.fields[type.places.at(definition.name.text)];
        for (std::size_t i = 0; i < field.arguments.size() && i < definition.arguments.size(); ++i) {
          set_initial(field.arguments[i], definition.arguments[i]);
        }
      }
    }
  }
  set_directive_initials();
}

void Builder::set_input_initials(const Declared& declared) {
  if (!with_initials_.insert(declared.type).second) return;
  for (const auto& field : declared.type->inputs) {
    const NamedType* type = field.type.named;
    if (type != nullptr && type->kind == TypeKind::input) set_input_initials(declared_.at(type->name));
  }
  for (const auto* part : declared.parts) {
    for (const auto& definition : part->inputs) {
      set_initial(declared.type->inputs[declared.type->places.at(definition.name.text)], definition);
    }
  }
}

void Builder::set_directive_initials() {
  for (auto& directive : types_.directives) {
    const auto is_it = [&](const auto* definition) { return definition->name.text == directive.name; };
    auto found = std::ranges::find_if(directives_, is_it);
    if (found == directives_.end()) found = std::ranges::find_if(builtin_directives_, is_it);
    for (std::size_t i = 0; i < directive.arguments.size(); ++i) {
      set_initial(directive.arguments[i], (*found)->inputs[i]);
    }
  }
}

void Builder::set_initial(InputField& field, const ast::InputDefinition& definition) {
  if (!definition.initial || field.type.named == nullptr || !field.type.named->is_input()) return;
  field.initial = from_literal(*definition.initial, field.type, nullptr);
  if (!field.initial) {
    problems_.push_back(fmt::format("The default of \"{}\" is not of type \"{}\".", field.name, field.type.text()));
  }
}

/// The author's order, each type followed by those of the language's own that it is the first to name.
void Builder::order_types() {
  for (const auto name : authored_) collected_.insert(declared_.at(name).type);
  for (const auto name : authored_) {
    const NamedType* type = declared_.at(name).type;
    types_.all.push_back(type);
    collect_parts(*type);
  }
  for (const auto& directive : types_.directives) {
    for (const auto& argument : directive.arguments) collect(argument.type.named);
  }
  collect(declared_.at("__Schema").type);
  for (const auto* type : types_.all) types_.by_name.emplace(type->name, type);
}

void Builder::collect(const NamedType* type) {
  if (type == nullptr || !collected_.insert(type).second) return;
  types_.all.push_back(type);
  collect_parts(*type);
}

void Builder::collect_parts(const NamedType& type) {
  for (const auto* interface : type.interfaces) collect(interface);
  for (const auto& field : type.fields) {
    collect(field.type.named);
    for (const auto& argument : field.arguments) collect(argument.type.named);
  }
  for (const auto& input : type.inputs) collect(input.type.named);
}

void Builder::index_types() {
  for (auto& type : types_.storage) {
    index(type, type.fields);
    index(type, type.values);
    index(type, type.inputs);
  }
  for (const auto& type : types_.storage) {
    for (const auto* interface : type.interfaces) {
      NamedType& implemented = *declared_.at(interface->name).type;
      if (implemented.kind != TypeKind::interface) continue;
      implemented.subtypes.push_back(&type);
      if (type.kind == TypeKind::object) implemented.possible.push_back(&type);
    }
  }
  for (auto& type : types_.storage) {
    if (type.kind == TypeKind::union_of) type.subtypes = type.possible;
    std::ranges::sort(type.subtypes);
  }
}

void Builder::keep_handles() {
  for (const auto* type : types_.all) {
    keep_handle({type});
    for (const auto& field : type->fields) {
      keep_handle(field.type);
      for (const auto& argument : field.arguments) keep_handle(argument.type);
    }
    for (const auto& input : type->inputs) keep_handle(input.type);
  }
  for (const auto& directive : types_.directives) {
    for (const auto& argument : directive.arguments) keep_handle(argument.type);
  }
}

void Builder::keep_handle(TypeUse use) {
  if (use.named == nullptr) return;
  types_.uses.emplace(std::pair(use.named, use.wraps.bits()), use);
  if (!use.wraps.none()) keep_handle(use.inner());
}

}  // namespace shelfcast::graphql
