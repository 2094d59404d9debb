// SPDX-License-Identifier: Apache-2.0
#include "graphql/schema/builder.hpp"

#include "graphql/values/suggestions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shelfcast::graphql {
namespace {

using Definition = ast::TypeSystemDefinition;

constexpr std::array<std::pair<std::string_view, ScalarKind>, 5> kScalars{{{"Int", ScalarKind::integer},
                                                                           {"Float", ScalarKind::floating},
                                                                           {"String", ScalarKind::string},
                                                                           {"Boolean", ScalarKind::boolean},
                                                                           {"ID", ScalarKind::id}}};

TypeKind kind_of(Definition::Kind kind) {
  switch (kind) {
    case Definition::Kind::object:
      return TypeKind::object;
    case Definition::Kind::interface:
      return TypeKind::interface;
    case Definition::Kind::union_of:
      return TypeKind::union_of;
    case Definition::Kind::enumeration:
      return TypeKind::enumeration;
    case Definition::Kind::input:
      return TypeKind::input;
    default:
      return TypeKind::scalar;
  }
}

std::string_view word_for(TypeKind kind) {
  static constexpr std::array<std::string_view, 6> kWords{"scalar", "object", "interface",
                                                          "union",  "enum",   "input object"};
  return kWords[static_cast<std::size_t>(kind)];
}

}  // namespace

void Builder::declare(const ast::Document& document, bool is_builtin) {
  for (const auto& definition : document.definitions) {
    const auto* found = std::get_if<Definition>(&definition);
    if (found == nullptr) {
      problems_.emplace_back("A schema consists of type definitions only.");
    } else if (found->kind == Definition::Kind::schema) {
      schemas_.push_back(found);
    } else if (found->kind == Definition::Kind::directive) {
      (is_builtin ? builtin_directives_ : directives_).push_back(found);
    } else if (found->extends) {
      extensions_.push_back(found);
    } else {
      declare_type(*found, is_builtin);
    }
  }
}

void Builder::declare_type(const Definition& definition, bool is_builtin) {
  const auto name = definition.name.text;
  if (declared_.contains(name)) {
    problems_.push_back(fmt::format("There can be only one type named \"{}\".", name));
    return;
  }
  NamedType& type = types_.storage.emplace_back();
  type.kind = kind_of(definition.kind);
  type.name = name;
  if (definition.description) type.description = *definition.description;
  const auto scalar = std::ranges::find(kScalars, name, [](const auto& row) { return row.first; });
  if (is_builtin && scalar != kScalars.end()) type.scalar = scalar->second;
  declared_[name] = {&type, {&definition}};
  if (!is_builtin) authored_.push_back(name);
}

void Builder::fill() {
  extend_types();
  for (const auto& type : types_.storage) fill_type(declared_.at(type.name));
  add_directives();
  add_roots();
  add_meta_fields();
  index_types();
  set_initials();
  order_types();
  keep_handles();
}

void Builder::extend_types() {
  for (const auto* extension : extensions_) {
    const auto found = declared_.find(extension->name.text);
    if (found == declared_.end()) {
      problems_.push_back(fmt::format("Cannot extend type \"{}\" because it is not defined.{}", extension->name.text,
                                      did_you_mean(near_names(extension->name.text, authored_))));
    } else if (found->second.type->kind != kind_of(extension->kind)) {
      problems_.push_back(
          fmt::format("Cannot extend non-{} type \"{}\".", word_for(kind_of(extension->kind)), extension->name.text));
    } else {
      found->second.parts.push_back(extension);
    }
  }
}

const NamedType* Builder::named(const ast::Name& name) {
  const auto found = declared_.find(name.text);
  if (found != declared_.end()) return found->second.type;
  problems_.push_back(fmt::format("Unknown type \"{}\".{}", name.text, did_you_mean(near_names(name.text, authored_))));
  return nullptr;
}

TypeUse Builder::use(const ast::TypeRef& ref) {
  return {named(ref.name), ref.wraps};
}

void Builder::add_roots() {
  bool is_defined = false;
  for (const auto* schema : schemas_) {
    if (!schema->extends && is_defined) problems_.emplace_back("Must provide only one schema definition.");
    if (!schema->extends) {
      is_defined = true;
      if (schema->description) types_.description = *schema->description;
    }
    check_applied(schema->directives, "SCHEMA");
    for (const auto& root : schema->operations) add_root(root);
  }
  if (is_defined) return;
  const auto by_name = [&](std::string_view name) -> const NamedType* {
    const auto found = declared_.find(name);
    return found == declared_.end() ? nullptr : found->second.type;
  };
  if (types_.query == nullptr) types_.query = by_name("Query");
  if (types_.mutation == nullptr) types_.mutation = by_name("Mutation");
  if (types_.subscription == nullptr) types_.subscription = by_name("Subscription");
}

void Builder::add_root(const ast::OperationTypeDefinition& root) {
  const NamedType*& place = root.kind == ast::OperationKind::query      ? types_.query
                            : root.kind == ast::OperationKind::mutation ? types_.mutation
                                                                        : types_.subscription;
  if (place != nullptr) problems_.emplace_back("There can be only one type for each kind of operation in schema.");
  place = named(root.type);
}

void Builder::add_meta_fields() {
  const auto builtin = [&](std::string_view name) { return TypeUse{declared_.at(name).type}; };
  const auto required = [](TypeUse use) { return TypeUse{use.named, use.wraps.non_null()}; };
  types_.type_name = {.name = "__typename", .type = required(builtin("String"))};
  types_.schema_meta = {.name = "__schema", .type = required(builtin("__Schema"))};
  types_.type_meta = {.name = "__type", .type = builtin("__Type")};
  types_.type_meta.arguments.push_back({.name = "name", .type = required(builtin("String"))});
}

}  // namespace shelfcast::graphql
