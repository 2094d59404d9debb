// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/validation/context.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace shelfcast::graphql {

/// A field as one selection asks for it.
struct AskedField {
  const NamedType* parent = nullptr;
  const ast::Selection* node = nullptr;
  const Field* definition = nullptr;

  [[nodiscard]] bool is_simple() const { return node->arguments.empty() && !node->has_selections; }
  [[nodiscard]] const NamedType* type() const { return definition == nullptr ? nullptr : definition->type.named; }
};

/// The fields of a selection set by response key, inline fragments included, and the fragments that it names.
struct FieldMap {
  struct Entry {
    std::string_view key;
    std::vector<AskedField> fields;
  };
  std::vector<Entry> entries;
  std::unordered_map<std::string_view, std::size_t> places;
  std::vector<std::string_view> fragments;
  std::unordered_map<std::string_view, bool> compared;  // with which fragments, and whether only as exclusive

  void add(std::string_view key, const AskedField& field);
  [[nodiscard]] const Entry* find(std::string_view key) const;
};

/// Makes field maps, each once.
class FieldMaps {
 public:
  FieldMaps(const Types& types, const ast::Document& document) : types_(types), document_(document) {}

  FieldMap& of(const NamedType* parent, const ast::SelectionSet& selections);
  /// Null where there is no such fragment.
  FieldMap* of_fragment(std::string_view name);

 private:
  void collect(const NamedType* parent, const ast::SelectionSet& selections, FieldMap& map,
               std::unordered_set<std::string_view>& fragments) const;

  const Types& types_;
  const ast::Document& document_;
  std::unordered_map<const NamedType*, std::unordered_map<const ast::SelectionSet*, std::unique_ptr<FieldMap>>> maps_;
};

/// The arguments' values in one form, whatever the order of their objects' fields.
std::string canonical(const ast::Value& value);

}  // namespace shelfcast::graphql
