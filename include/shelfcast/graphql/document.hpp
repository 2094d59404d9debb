// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/graphql/error.hpp"

#include <cstddef>
#include <expected>
#include <memory>
#include <string>
#include <utility>

namespace shelfcast::graphql {

namespace ast {
struct Document;
}

struct ParseLimits {
  std::size_t tokens = 10'000;
  std::size_t depth = 100;  ///< of selections and values within each other
};

/// A document that was read: operations, fragments, definitions of types. Immutable, cheap to copy, and may be used by
/// any number of threads at once: parse and validate it once, execute it as often as it is asked.
class Document {
 public:
  explicit Document(std::shared_ptr<const ast::Document> tree) : tree_(std::move(tree)) {}
  [[nodiscard]] const ast::Document& tree() const { return *tree_; }

 private:
  std::shared_ptr<const ast::Document> tree_;
};

/// Reads a document, in time linear in its length. The error is a syntax error with its place.
std::expected<Document, QueryError> parse(std::string text, const ParseLimits& limits = {});

}  // namespace shelfcast::graphql
