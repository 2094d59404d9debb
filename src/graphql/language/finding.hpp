// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/language/ast.hpp"
#include "shelfcast/graphql/error.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::graphql {

/// Something wrong, and which bytes of the document it is about: an error whose lines are not counted yet.
struct Finding {
  std::string message;
  std::vector<ast::At> at = {};
  std::vector<PathStep> path = {};
  std::string code = {};
};

std::vector<QueryError> located(std::span<const Finding> findings, std::string_view source);

}  // namespace shelfcast::graphql
