// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/graphql/input.hpp"

#include <algorithm>

namespace shelfcast::graphql {
namespace {

const Input* find_in(const Input::Fields& fields, std::string_view name) {
  const auto found = std::ranges::find(fields, name, [](const auto& field) -> std::string_view { return field.first; });
  return found == fields.end() ? nullptr : &found->second;
}

}  // namespace

const Input* Input::find(std::string_view name) const {
  const auto* fields = get_if<Fields>();
  return fields == nullptr ? nullptr : find_in(*fields, name);
}

const Input* Arguments::find(std::string_view name) const {
  return find_in(values_, name);
}

const Input& Arguments::operator[](std::string_view name) const {
  static const Input null;
  const Input* found = find(name);
  return found == nullptr ? null : *found;
}

}  // namespace shelfcast::graphql
