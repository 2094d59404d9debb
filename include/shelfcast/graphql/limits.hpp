// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/graphql/input.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::graphql {

/// What a field costs: `each` for every parent, and what is selected below it `times` as often; `once` where its
/// resolver does something for all parents together.
struct Cost {
  std::uint64_t each = 1;
  std::uint64_t times = 1;
  std::uint64_t once = 0;
};

/// Asked for every field of an operation, __typename and those of introspection included, with the arguments that it
/// will be called with; in the place of a null stands the default.
using CostOf = std::function<Cost(std::string_view type, std::string_view field, const Arguments& arguments)>;

/// Costs by a table: "Product.forecast" -> its cost, all others `otherwise`; a field is counted as often as the first
/// of these arguments that it has says.
CostOf costs(const std::map<std::string, std::uint64_t>& table, std::uint64_t otherwise = 1,
             std::vector<std::string> sizes = {"first", "last", "limit"});

/// How much a request may ask for. A field that is selected twice for the same entry of the response counts twice, and
/// what is selected for several types of an interface counts for each.
struct Limits {
  std::size_t depth = 20;  ///< of fields within each other
  std::uint64_t cost = 10'000;
  CostOf cost_of = costs({});
  bool introspection_may_be_deep = true;  ///< its depth does not count; what it costs does
};

}  // namespace shelfcast::graphql
