// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace shelfcast::graphql {

/// Where in a document, both counted from 1; columns in UTF-16 units, as editors and other servers do.
struct Location {
  std::uint32_t line = 1;
  std::uint32_t column = 1;

  bool operator==(const Location&) const = default;
};

/// A response key, or a place in a list.
using PathStep = std::variant<std::string, std::size_t>;

/// What is wrong with a document, a request or a field of its answer.
struct QueryError {
  std::string message;
  std::vector<Location> locations = {};
  std::vector<PathStep> path = {};
  std::string code = {};  ///< a stable word, told under "extensions"; empty: none

  bool operator==(const QueryError&) const = default;
};

/// {"errors":[...]}: the answer to a request that was not executed.
std::string refusal_body(std::span<const QueryError> errors);

}  // namespace shelfcast::graphql
