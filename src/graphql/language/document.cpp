// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/graphql/document.hpp"

#include "graphql/language/ast.hpp"
#include "graphql/language/parser.hpp"
#include "graphql/language/places.hpp"
#include "shelfcast/base/utf8.hpp"

#include <limits>

namespace shelfcast::graphql {
namespace {

std::unexpected<QueryError> syntax_error(const SyntaxProblem& problem, std::string_view source) {
  return std::unexpected(
      QueryError{.message = "Syntax Error: " + problem.message, .locations = {Places(source).of(problem.at)}});
}

void list_definitions(ast::Document& document) {
  for (const auto& definition : document.definitions) {
    if (const auto* operation = std::get_if<ast::Operation>(&definition)) document.operations.push_back(operation);
    if (const auto* fragment = std::get_if<ast::Fragment>(&definition)) {
      document.fragments[fragment->name.text] = fragment;
    }
  }
}

}  // namespace

std::expected<Document, QueryError> parse(std::string text, const ParseLimits& limits) {
  if (text.size() > std::numeric_limits<std::int32_t>::max()) return syntax_error({"Document is too long.", 0}, "");
  if (!is_utf8(text)) return syntax_error({"Document is not UTF-8.", 0}, "");
  auto document = std::make_shared<ast::Document>();
  document->source = std::move(text);
  Parser parser(document->source, document->made, limits);
  document->definitions = parser.document();
  if (parser.problem()) return syntax_error(*parser.problem(), document->source);
  list_definitions(*document);
  return Document(std::move(document));
}

}  // namespace shelfcast::graphql
