// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/language/ast.hpp"
#include "graphql/schema/types.hpp"

#include <nlohmann/json_fwd.hpp>

#include <expected>
#include <optional>
#include <string>

namespace shelfcast::graphql {

using Variables = Arguments;

/// Why a value is not one of a scalar or an enum.
struct LeafProblem {
  std::string message;
  bool is_sentence = true;  ///< what the language's own scalars say; a custom one's words need some before them
};

using Leaf = std::expected<Input, LeafProblem>;

/// A scalar's or an enum's value from a document. Variables may be missing where they are not known yet.
Leaf leaf_of(const NamedType& type, const ast::Value& literal, const Variables* variables);
/// The same from what came along with the request.
Leaf leaf_of(const NamedType& type, const nlohmann::ordered_json& value);
/// Appends what a resolver gave to an answer; why it cannot be, where it cannot.
std::optional<std::string> append_leaf(std::string& out, const NamedType& type, const Output& value);

}  // namespace shelfcast::graphql
