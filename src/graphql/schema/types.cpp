// SPDX-License-Identifier: Apache-2.0
#include "graphql/schema/types.hpp"

#include <algorithm>

namespace shelfcast::graphql {
namespace {

template <class Item>
const Item* named(const std::vector<Item>& items, std::string_view name) {
  const auto found = std::ranges::find(items, name, &Item::name);
  return found == items.end() ? nullptr : &*found;
}

template <class Item>
const Item* placed(const NamedType& type, const std::vector<Item>& items, std::string_view name) {
  const auto found = type.places.find(name);
  return found == type.places.end() || items.empty() ? nullptr : &items[found->second];
}

}  // namespace

std::string TypeUse::text() const {
  return wrapped_name(named->name, wraps);
}

const InputField* Field::argument(std::string_view called) const {
  return named(arguments, called);
}

const InputField* DirectiveType::argument(std::string_view called) const {
  return named(arguments, called);
}

bool NamedType::has_subtype(const NamedType* other) const {
  return std::ranges::binary_search(subtypes, other);
}

const Field* NamedType::field(std::string_view called) const {
  return placed(*this, fields, called);
}

const InputField* NamedType::input(std::string_view called) const {
  return placed(*this, inputs, called);
}

const EnumValue* NamedType::value(std::string_view called) const {
  return placed(*this, values, called);
}

const NamedType* Types::find(std::string_view name) const {
  const auto found = by_name.find(name);
  return found == by_name.end() ? nullptr : found->second;
}

const DirectiveType* Types::directive(std::string_view name) const {
  const auto found = std::ranges::find(directives, name, &DirectiveType::name);
  return found == directives.end() ? nullptr : &*found;
}

const Field* Types::field(const NamedType& parent, std::string_view name) const {
  if (name.starts_with("__")) {
    if (name == type_name.name && parent.is_composite()) return &type_name;
    if (name == schema_meta.name && &parent == query) return &schema_meta;
    if (name == type_meta.name && &parent == query) return &type_meta;
  }
  return parent.field(name);
}

bool is_subtype(TypeUse type, TypeUse of) {
  while (type != of) {
    if (of.is_non_null()) {
      if (!type.is_non_null()) return false;
      of = of.inner();
      type = type.inner();
    } else if (type.is_non_null()) {
      type = type.inner();
    } else if (of.is_list() != type.is_list()) {
      return false;
    } else if (of.is_list()) {
      of = of.inner();
      type = type.inner();
    } else {
      return of.named->is_abstract() && of.named->has_subtype(type.named);
    }
  }
  return true;
}

bool overlap(const NamedType& one, const NamedType& other) {
  if (&one == &other) return true;
  if (one.is_abstract() && other.is_abstract()) {
    return std::ranges::any_of(one.possible, [&](const NamedType* type) { return other.has_subtype(type); });
  }
  return one.has_subtype(&other) || other.has_subtype(&one);
}

}  // namespace shelfcast::graphql
