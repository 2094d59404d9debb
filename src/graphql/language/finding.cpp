// SPDX-License-Identifier: Apache-2.0
#include "graphql/language/finding.hpp"

#include "graphql/language/places.hpp"

namespace shelfcast::graphql {

std::vector<QueryError> located(std::span<const Finding> findings, std::string_view source) {
  std::vector<QueryError> errors;
  if (findings.empty()) return errors;
  const Places places(source);
  for (const auto& finding : findings) {
    QueryError error{.message = finding.message, .path = finding.path, .code = finding.code};
    for (const ast::At at : finding.at) error.locations.push_back(places.of(at));
    errors.push_back(std::move(error));
  }
  return errors;
}

}  // namespace shelfcast::graphql
