// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace shelfcast::graphql {

/// Where directives may stand.
inline constexpr std::array<std::string_view, 20> kDirectiveLocations{"QUERY",
                                                                      "MUTATION",
                                                                      "SUBSCRIPTION",
                                                                      "FIELD",
                                                                      "FRAGMENT_DEFINITION",
                                                                      "FRAGMENT_SPREAD",
                                                                      "INLINE_FRAGMENT",
                                                                      "VARIABLE_DEFINITION",
                                                                      "SCHEMA",
                                                                      "SCALAR",
                                                                      "OBJECT",
                                                                      "FIELD_DEFINITION",
                                                                      "ARGUMENT_DEFINITION",
                                                                      "INTERFACE",
                                                                      "UNION",
                                                                      "ENUM",
                                                                      "ENUM_VALUE",
                                                                      "INPUT_OBJECT",
                                                                      "INPUT_FIELD_DEFINITION",
                                                                      "DIRECTIVE_DEFINITION"};

constexpr bool is_directive_location(std::string_view name) {
  return std::ranges::find(kDirectiveLocations, name) != kDirectiveLocations.end();
}

}  // namespace shelfcast::graphql
