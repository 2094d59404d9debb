// SPDX-License-Identifier: Apache-2.0
#include "graphql/validation/rules/overlap.hpp"

#include "graphql/values/json_text.hpp"

#include <algorithm>

namespace shelfcast::graphql {

void FieldMap::add(std::string_view key, const AskedField& field) {
  const auto [place, is_new] = places.try_emplace(key, entries.size());
  if (is_new) entries.push_back({key, {}});
  entries[place->second].fields.push_back(field);
}

const FieldMap::Entry* FieldMap::find(std::string_view key) const {
  const auto found = places.find(key);
  return found == places.end() ? nullptr : &entries[found->second];
}

FieldMap& FieldMaps::of(const NamedType* parent, const ast::SelectionSet& selections) {
  auto& map = maps_[parent][&selections];
  if (!map) {
    map = std::make_unique<FieldMap>();
    std::unordered_set<std::string_view> fragments;
    collect(parent, selections, *map, fragments);
  }
  return *map;
}

FieldMap* FieldMaps::of_fragment(std::string_view name) {
  const ast::Fragment* fragment = document_.fragment(name);
  return fragment == nullptr ? nullptr : &of(types_.find(fragment->condition.text), fragment->selections);
}

void FieldMaps::collect(const NamedType* parent, const ast::SelectionSet& selections, FieldMap& map,
                        std::unordered_set<std::string_view>& fragments) const {
  for (const auto& selection : selections.items) {
    switch (selection.kind) {
      case ast::Selection::Kind::field:
        map.add(selection.key(), {parent, &selection, parent ? parent->field(selection.name.text) : nullptr});
        break;
      case ast::Selection::Kind::spread:
        if (fragments.insert(selection.name.text).second) map.fragments.push_back(selection.name.text);
        break;
      case ast::Selection::Kind::inline_fragment:
        collect(selection.condition ? types_.find(selection.condition->text) : parent, selection.selections, map,
                fragments);
        break;
    }
  }
}

std::string canonical(const ast::Value& value) {
  using Kind = ast::Value::Kind;
  std::string out(1, static_cast<char>('a' + static_cast<int>(value.kind)));
  if (value.kind == Kind::list) {
    for (const auto& item : value.items) out += canonical(item) + ",";
    return out + "]";
  }
  if (value.kind == Kind::object) {
    std::vector<const ast::ObjectField*> fields;
    fields.reserve(value.fields.size());
    for (const auto& field : value.fields) fields.push_back(&field);
    std::ranges::stable_sort(fields, {}, [](const auto* field) { return field->name.text; });
    for (const auto* field : fields) (out += field->name.text) += ":" + canonical(field->value) + ",";
    return out + "}";
  }
  if (value.block) out += '"';
  append_json(out, value.text);
  return out;
}

}  // namespace shelfcast::graphql
