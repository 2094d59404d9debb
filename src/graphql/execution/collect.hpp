// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/language/ast.hpp"
#include "graphql/schema/types.hpp"
#include "graphql/values/literals.hpp"

#include <expected>
#include <span>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace shelfcast::graphql {

/// All selections that ask for one entry of the response.
struct FieldGroup {
  std::string_view key;
  std::vector<const ast::Selection*> nodes;
};

/// What is known of an operation when it is executed.
struct Scope {
  const Types& types;
  const ast::Document& document;
  const Variables& variables;
};

/// What its @skip and @include say.
std::expected<bool, ArgumentProblem> is_wanted(const Scope& scope, const ast::Selection& selection);

/// Which fields of an object of `type` are asked for by what the nodes select, in the order of the response.
class Collector {
 public:
  Collector(const Scope& scope, const NamedType& type) : scope_(scope), type_(type) {}

  /// The problem, if any, is with the condition of a @skip or @include.
  std::expected<void, ArgumentProblem> add(const ast::SelectionSet& selections);
  [[nodiscard]] std::vector<FieldGroup>& groups() { return groups_; }

 private:
  std::expected<void, ArgumentProblem> add_selection(const ast::Selection& selection);
  void add_field(const ast::Selection& field);
  [[nodiscard]] bool applies(const ast::Name& condition) const;

  const Scope& scope_;
  const NamedType& type_;
  std::vector<FieldGroup> groups_;
  std::unordered_map<std::string_view, std::size_t> places_;  // once there are many
  std::unordered_set<std::string_view> visited_;
};

}  // namespace shelfcast::graphql
