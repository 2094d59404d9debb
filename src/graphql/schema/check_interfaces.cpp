// SPDX-License-Identifier: Apache-2.0
#include "graphql/schema/check_parts.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace shelfcast::graphql {
namespace {

void check_arguments(const NamedType& type, const Field& field, const NamedType& interface, const Field& wanted,
                     Problems& problems) {
  for (const auto& argument : wanted.arguments) {
    const InputField* found = field.argument(argument.name);
    if (found == nullptr) {
      problems.add("Interface field argument {0}.{1}({2}:) expected but {3}.{1} does not provide it.", interface.name,
                   wanted.name, argument.name, type.name);
    } else if (found->type != argument.type) {
      problems.add("Interface field argument {0}.{1}({2}:) expects type {3} but {4}.{1}({2}:) is type {5}.",
                   interface.name, wanted.name, argument.name, argument.type.text(), type.name, found->type.text());
    }
  }
  for (const auto& argument : field.arguments) {
    if (!argument.is_required() || wanted.argument(argument.name) != nullptr) continue;
    problems.add(
        "Object field {0}.{1} includes required argument {2} that is missing from the Interface field {3}.{1}.",
        type.name, field.name, argument.name, interface.name);
  }
}

void check_against(const NamedType& type, const NamedType& interface, Problems& problems) {
  for (const auto& wanted : interface.fields) {
    const Field* field = type.field(wanted.name);
    if (field == nullptr) {
      problems.add("Interface field {}.{} expected but {} does not provide it.", interface.name, wanted.name,
                   type.name);
      continue;
    }
    if (field->type.named == nullptr || wanted.type.named == nullptr) continue;
    if (!is_subtype(field->type, wanted.type)) {
      problems.add("Interface field {0}.{1} expects type {2} but {3}.{1} is type {4}.", interface.name, wanted.name,
                   wanted.type.text(), type.name, field->type.text());
    }
    check_arguments(type, *field, interface, wanted, problems);
  }
}

void check_ancestors(const NamedType& type, const NamedType& interface, Problems& problems) {
  for (const auto* ancestor : interface.interfaces) {
    if (std::ranges::find(type.interfaces, ancestor) != type.interfaces.end()) continue;
    if (ancestor == &type) {
      problems.add("Type {} cannot implement {} because it would create a circular reference.", type.name,
                   interface.name);
    } else {
      problems.add("Type {} must implement {} because it is implemented by {}.", type.name, ancestor->name,
                   interface.name);
    }
  }
}

}  // namespace

void check_interfaces(const NamedType& type, Problems& problems) {
  std::unordered_set<const NamedType*> seen;
  for (const auto* interface : type.interfaces) {
    if (interface->kind != TypeKind::interface) {
      problems.add("Type {} must only implement Interface types, it cannot implement {}.", type.name, interface->name);
    } else if (interface == &type) {
      problems.add("Type {} cannot implement itself because it would create a circular reference.", type.name);
    } else if (!seen.insert(interface).second) {
      problems.add("Type {} can only implement {} once.", type.name, interface->name);
    } else {
      check_ancestors(type, *interface, problems);
      check_against(type, *interface, problems);
    }
  }
}

bool is_introspection(const NamedType& type) {
  static constexpr std::array<std::string_view, 8> kNames{"__Schema",    "__Directive", "__DirectiveLocation",
                                                          "__Type",      "__Field",     "__InputValue",
                                                          "__EnumValue", "__TypeKind"};
  return std::ranges::find(kNames, type.name) != kNames.end();
}

}  // namespace shelfcast::graphql
