// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/execution/collect.hpp"
#include "graphql/language/finding.hpp"
#include "shelfcast/graphql/limits.hpp"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace shelfcast::graphql {

/// How deep an operation goes and what it costs. Fragments are measured once each: the work is linear in the document,
/// whatever the operation would make of it.
class Measure {
 public:
  struct Size {
    std::size_t depth = 0;
    std::uint64_t cost = 0;  ///< for each parent
    std::uint64_t once = 0;  ///< for all of them together
  };

  Measure(const Scope& scope, const Limits& limits) : scope_(scope), limits_(limits) {}
  Size of(const NamedType* type, const ast::SelectionSet& selections);

 private:
  Size of_selection(const NamedType* type, const ast::Selection& selection);
  Size of_field(const NamedType& type, const ast::Selection& field);
  Size of_fragment(const ast::Fragment& fragment);

  const Scope& scope_;
  const Limits& limits_;
  std::unordered_map<const ast::Fragment*, Size> fragments_;
};

/// What of it is more than is allowed.
std::vector<Finding> exceeded(const Scope& scope, const ast::Operation& operation, const Limits& limits);

}  // namespace shelfcast::graphql
