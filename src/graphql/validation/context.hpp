// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/language/finding.hpp"
#include "graphql/validation/position.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace shelfcast::graphql {

/// A variable where it is used, and what is expected there.
struct VariableUse {
  const ast::Value* variable = nullptr;
  TypeUse type = {};
  TypeUse parent_type = {};
  bool has_default = false;
};

/// What all rules share: the document, the schema, where they are, what was found, and lookups that are made once.
/// Following fragments is metered: what would take too long ends the validation, and everything asks `aborted`.
class Context {
 public:
  Context(const Types& schema, const ast::Document& tree) : types(schema), document(tree) {}

  const Types& types;
  const ast::Document& document;
  Position here;

  void report(std::string message, std::vector<ast::At> at);
  void abort();
  [[nodiscard]] bool aborted() const { return aborted_; }
  void spend(std::size_t work);
  [[nodiscard]] std::vector<Finding>& findings() { return findings_; }

  /// All spreads below it, not those of the fragments that they name.
  const std::vector<const ast::Selection*>& spreads(const ast::SelectionSet& selections);
  /// All fragments that are reached from there, each once.
  const std::vector<const ast::Fragment*>& reached_from(const std::vector<const ast::Operation*>& operations);
  /// All uses of variables in an operation and what it reaches.
  const std::vector<VariableUse>& uses(const ast::Operation& operation);

 private:
  using Names = std::set<std::string_view>;
  const std::vector<VariableUse>& uses_in(const std::vector<const ast::Fragment*>& fragments);
  void find_uses();

  std::vector<Finding> findings_;
  bool aborted_ = false;
  std::size_t work_left_ = 50'000;
  std::unordered_map<const ast::SelectionSet*, std::vector<const ast::Selection*>> spreads_;
  std::map<Names, std::vector<const ast::Fragment*>> reached_;
  std::unordered_map<const ast::SelectionSet*, std::vector<VariableUse>> own_uses_;  // by a definition's selections
  std::unordered_map<const std::vector<const ast::Fragment*>*, std::vector<VariableUse>> fragment_uses_;
  std::unordered_map<const ast::Operation*, std::vector<VariableUse>> uses_;
};

}  // namespace shelfcast::graphql
