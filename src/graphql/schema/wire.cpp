// SPDX-License-Identifier: Apache-2.0
#include "graphql/schema/wire.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::graphql {
namespace {

NamedType* find(Types& types, std::string_view name) {
  const auto found = std::ranges::find(types.storage, name, &NamedType::name);
  return found == types.storage.end() ? nullptr : &*found;
}

Field* find_field(Types& types, std::string_view path) {
  const std::size_t dot = path.find('.');
  NamedType* type = find(types, path.substr(0, dot));
  if (type == nullptr || type->kind != TypeKind::object || dot == std::string_view::npos) return nullptr;
  const auto field = std::ranges::find(type->fields, path.substr(dot + 1), &Field::name);
  return field == type->fields.end() ? nullptr : &*field;
}

void wire_fields(Types& types, Wiring& wiring, std::vector<std::string>& problems) {
  for (auto& [path, resolver] : wiring.fields) {
    Field* field = find_field(types, path);
    if (field == nullptr) {
      problems.push_back(fmt::format("There is no field \"{}\" to resolve.", path));
    } else if (field->resolve) {
      problems.push_back(fmt::format("Field \"{}\" has two resolvers.", path));
    } else {
      field->resolve = std::move(resolver);
    }
  }
  for (const auto& type : types.storage) {
    if (type.kind != TypeKind::object) continue;
    for (const auto& field : type.fields) {
      if (!field.resolve) problems.push_back(fmt::format("Field \"{}.{}\" has no resolver.", type.name, field.name));
    }
  }
}

void wire_types(Types& types, Wiring& wiring, std::vector<std::string>& problems) {
  for (auto& [name, type_of] : wiring.types) {
    NamedType* type = find(types, name);
    if (type == nullptr || !type->is_abstract()) {
      problems.push_back(fmt::format("There is no interface or union \"{}\".", name));
    } else {
      type->type_of = std::move(type_of);
    }
  }
  for (const auto& type : types.storage) {
    if (type.is_abstract() && !type.type_of) {
      problems.push_back(fmt::format("Nothing tells the type of an object of \"{}\".", type.name));
    }
  }
}

}  // namespace

std::vector<std::string> wire(Types& types, Wiring wiring) {
  std::vector<std::string> problems;
  wire_fields(types, wiring, problems);
  wire_types(types, wiring, problems);
  for (auto& [name, scalar] : wiring.scalars) {
    NamedType* type = find(types, name);
    if (type == nullptr || type->kind != TypeKind::scalar || type->scalar != ScalarKind::custom) {
      problems.push_back(fmt::format("There is no custom scalar \"{}\".", name));
    } else {
      type->custom = std::move(scalar);
    }
  }
  return problems;
}

}  // namespace shelfcast::graphql
