// SPDX-License-Identifier: Apache-2.0
#include "graphql/schema/introspection.hpp"

#include "graphql/values/literals.hpp"

#include <algorithm>
#include <array>

namespace shelfcast::graphql {
namespace {

Output text(const std::optional<std::string>& value) {
  return value ? Output(std::string_view(*value)) : Output();
}

Output name_of(std::string_view name) {
  return {name};
}

bool wants_deprecated(const Call& call) {
  const Input& asked = call.arguments["includeDeprecated"];
  return !asked.is_null() && asked.flag();
}

/// The items as objects; deprecated ones only where they are asked for.
template <class Items>
Output current(const Items& items, const Call& call) {
  const bool all = wants_deprecated(call);
  Output::List list;
  for (const auto& item : items) {
    if (all || !item.deprecated) list.emplace_back(Object::of(item));
  }
  return list;
}

std::string_view kind_of(TypeUse use) {
  static constexpr std::array<std::string_view, 6> kKinds{"SCALAR", "OBJECT", "INTERFACE",
                                                          "UNION",  "ENUM",   "INPUT_OBJECT"};
  if (use.is_list()) return "LIST";
  if (use.is_non_null()) return "NON_NULL";
  return kKinds[static_cast<std::size_t>(use.named->kind)];
}

/// The named type, where it is one and of one of these kinds.
const NamedType* plain(TypeUse use, std::initializer_list<TypeKind> kinds) {
  if (!use.wraps.none()) return nullptr;
  return std::ranges::find(kinds, use.named->kind) == kinds.end() ? nullptr : use.named;
}

Output handle(const Types& types, TypeUse use) {
  return Object::of(types.handle(use));
}

Output handle(const Types& types, const NamedType* type) {
  return type == nullptr ? Output() : handle(types, TypeUse{type});
}

Output handles(const Types& types, const std::vector<const NamedType*>& several) {
  Output::List list;
  for (const auto* type : several) list.push_back(handle(types, type));
  return list;
}

Output inner(const Types& types, TypeUse use) {
  return use.wraps.none() ? Output() : handle(types, use.inner());
}

using Table = std::vector<std::pair<std::string, Resolver>>;

void add_schema(Table& table) {
  table.emplace_back("__Schema.description", each<Types>([](const Types& all) { return text(all.description); }));
  table.emplace_back("__Schema.types", each<Types>([](const Types& all) { return handles(all, all.all); }));
  table.emplace_back("__Schema.queryType", each<Types>([](const Types& all) { return handle(all, all.query); }));
  table.emplace_back("__Schema.mutationType", each<Types>([](const Types& all) { return handle(all, all.mutation); }));
  table.emplace_back("__Schema.subscriptionType",
                     each<Types>([](const Types& all) { return handle(all, all.subscription); }));
  table.emplace_back("__Schema.directives", each<Types>([](const Types& all) {
                       Output::List list;
                       for (const auto& directive : all.directives) list.emplace_back(Object::of(directive));
                       return Output(std::move(list));
                     }));
}

void add_type(Table& table, const Types& types) {
  using enum TypeKind;
  table.emplace_back("__Type.kind", each<TypeUse>([](TypeUse use) { return name_of(kind_of(use)); }));
  table.emplace_back("__Type.name",
                     each<TypeUse>([](TypeUse use) { return use.wraps.none() ? name_of(use.named->name) : Output(); }));
  table.emplace_back("__Type.description", each<TypeUse>([](TypeUse use) {
                       return use.wraps.none() ? text(use.named->description) : Output();
                     }));
  table.emplace_back("__Type.specifiedByURL", each<TypeUse>([](TypeUse use) {
                       return use.wraps.none() ? text(use.named->specified_by) : Output();
                     }));
  table.emplace_back("__Type.fields", each<TypeUse>([](TypeUse use, const Call& call) {
                       const auto* type = plain(use, {object, interface});
                       return type == nullptr ? Output() : current(type->fields, call);
                     }));
  table.emplace_back("__Type.interfaces", each<TypeUse>([&types](TypeUse use) {
                       const auto* type = plain(use, {object, interface});
                       return type == nullptr ? Output() : handles(types, type->interfaces);
                     }));
  table.emplace_back("__Type.possibleTypes", each<TypeUse>([&types](TypeUse use) {
                       const auto* type = plain(use, {interface, union_of});
                       return type == nullptr ? Output() : handles(types, type->possible);
                     }));
  table.emplace_back("__Type.enumValues", each<TypeUse>([](TypeUse use, const Call& call) {
                       const auto* type = plain(use, {enumeration});
                       return type == nullptr ? Output() : current(type->values, call);
                     }));
  table.emplace_back("__Type.inputFields", each<TypeUse>([](TypeUse use, const Call& call) {
                       const auto* type = plain(use, {input});
                       return type == nullptr ? Output() : current(type->inputs, call);
                     }));
  table.emplace_back("__Type.ofType", each<TypeUse>([&types](TypeUse use) { return inner(types, use); }));
  table.emplace_back("__Type.isOneOf", each<TypeUse>([](TypeUse use) {
                       const auto* type = plain(use, {input});
                       return type == nullptr ? Output() : Output(type->one_of);
                     }));
}

template <class Item>
void add_common(Table& table, const std::string& type) {
  table.emplace_back(type + ".name", each<Item>([](const Item& item) { return name_of(item.name); }));
  table.emplace_back(type + ".description", each<Item>([](const Item& item) { return text(item.description); }));
}

template <class Item>
void add_deprecation(Table& table, const std::string& type) {
  table.emplace_back(type + ".isDeprecated",
                     each<Item>([](const Item& item) { return Output(item.deprecated.has_value()); }));
  table.emplace_back(type + ".deprecationReason", each<Item>([](const Item& item) { return text(item.deprecated); }));
}

void add_members(Table& table, const Types& types) {
  add_common<Field>(table, "__Field");
  add_common<InputField>(table, "__InputValue");
  add_common<EnumValue>(table, "__EnumValue");
  add_deprecation<Field>(table, "__Field");
  add_deprecation<InputField>(table, "__InputValue");
  add_deprecation<EnumValue>(table, "__EnumValue");
  table.emplace_back("__Field.args",
                     each<Field>([](const Field& field, const Call& call) { return current(field.arguments, call); }));
  table.emplace_back("__Field.type", each<Field>([&types](const Field& field) { return handle(types, field.type); }));
  table.emplace_back("__InputValue.type",
                     each<InputField>([&types](const InputField& field) { return handle(types, field.type); }));
  table.emplace_back("__InputValue.defaultValue", each<InputField>([](const InputField& field) {
                       return field.initial ? Output(to_literal(*field.initial, field.type)) : Output();
                     }));
}

void add_directive(Table& table) {
  add_common<DirectiveType>(table, "__Directive");
  table.emplace_back("__Directive.isRepeatable",
                     each<DirectiveType>([](const DirectiveType& directive) { return Output(directive.repeatable); }));
  table.emplace_back("__Directive.locations", each<DirectiveType>([](const DirectiveType& directive) {
                       Output::List list;
                       for (const auto& location : directive.locations) list.push_back(name_of(location));
                       return Output(std::move(list));
                     }));
  table.emplace_back("__Directive.args", each<DirectiveType>([](const DirectiveType& directive, const Call& call) {
                       return current(directive.arguments, call);
                     }));
  table.emplace_back("__Directive.isDeprecated",
                     each<DirectiveType>([](const DirectiveType&) { return Output(false); }));
  table.emplace_back("__Directive.deprecationReason",
                     each<DirectiveType>([](const DirectiveType&) { return Output(); }));
}

}  // namespace

std::vector<std::pair<std::string, Resolver>> introspection_fields(const Types& types) {
  Table table;
  add_schema(table);
  add_type(table, types);
  add_members(table, types);
  add_directive(table);
  return table;
}

Resolver schema_resolver(const Types& types) {
  return root([&types](const Call&) { return Output(Object::of(types)); });
}

Resolver type_resolver(const Types& types) {
  return root([&types](const Call& call) { return handle(types, types.find(call.arguments["name"].text())); });
}

}  // namespace shelfcast::graphql
