// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/graphql/document.hpp"
#include "shelfcast/graphql/error.hpp"
#include "shelfcast/graphql/schema.hpp"

#include <expected>
#include <string>
#include <utility>
#include <vector>

namespace shelfcast::graphql {

/// A document that is valid for a schema, and therefore may be executed. Immutable, cheap to copy, and may be used by
/// any number of threads at once: make it once, execute it with ever new variables.
class Query {
 public:
  [[nodiscard]] const Schema& schema() const { return schema_; }
  [[nodiscard]] const Document& document() const { return document_; }

 private:
  friend std::expected<Query, std::vector<QueryError>> prepare(const Schema& schema, const Document& document);
  Query(Schema schema, Document document) : schema_(std::move(schema)), document_(std::move(document)) {}
  Schema schema_;
  Document document_;
};

/// Everything that is wrong with a document, at most 100 of it, in the order of the document. However hostile it is,
/// this takes no longer than a bounded amount of work for each of its tokens; what would take more is refused with
/// "Validation aborted.".
std::vector<QueryError> validate(const Schema& schema, const Document& document);

/// The document, validated; or what is wrong with it.
std::expected<Query, std::vector<QueryError>> prepare(const Schema& schema, const Document& document);
/// The same from its text.
std::expected<Query, std::vector<QueryError>> prepare(const Schema& schema, std::string text,
                                                      const ParseLimits& limits = {});

}  // namespace shelfcast::graphql
