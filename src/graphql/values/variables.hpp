// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/language/finding.hpp"
#include "graphql/values/leaves.hpp"

#include <nlohmann/json_fwd.hpp>

#include <expected>
#include <vector>

namespace shelfcast::graphql {

/// What came in for an operation's variables, as their types have it, defaults included; or everything that is wrong
/// with it.
std::expected<Variables, std::vector<Finding>> read_variables(const Types& types, const ast::Operation& operation,
                                                              const nlohmann::ordered_json& given);

}  // namespace shelfcast::graphql
