// SPDX-License-Identifier: Apache-2.0
#include "graphql/language/token_stream.hpp"

#include <fmt/format.h>

namespace shelfcast::graphql {

TokenStream::TokenStream(std::string_view text, std::deque<std::string>& made, const ParseLimits& limits)
    : lexer_(text, made), limits_(limits) {}

bool TokenStream::sees_keyword(std::string_view word) const {
  return sees(TokenKind::name) && token_.value == word;
}

bool TokenStream::sees_string() const {
  return sees(TokenKind::string) || sees(TokenKind::block_string);
}

Token TokenStream::lex() {
  Token token = lexer_.next();
  if (lexer_.problem() && !problem_) problem_ = lexer_.problem();
  return token;
}

Token TokenStream::ahead() {
  if (!ahead_) ahead_ = lex();
  return *ahead_;
}

void TokenStream::advance() {
  token_ = ahead();
  ahead_.reset();
  if (token_.kind == TokenKind::end_of_file) return;
  if (++tokens_ > limits_.tokens) {
    fail(token_.start, fmt::format("Document contains more that {} tokens. Parsing aborted.", limits_.tokens));
  }
}

Token TokenStream::expect(TokenKind kind) {
  const Token found = token_;
  if (!take(kind)) fail(found.start, fmt::format("Expected {}, found {}.", describe(kind), describe(found)));
  return found;
}

void TokenStream::expect_keyword(std::string_view word) {
  if (!take_keyword(word)) fail(token_.start, fmt::format("Expected \"{}\", found {}.", word, describe(token_)));
}

bool TokenStream::take(TokenKind kind) {
  if (!sees(kind)) return false;
  advance();
  return true;
}

bool TokenStream::take_keyword(std::string_view word) {
  if (!sees_keyword(word)) return false;
  advance();
  return true;
}

void TokenStream::fail(std::uint32_t at, std::string message) {
  if (!problem_) problem_ = {std::move(message), at};
}

void TokenStream::unexpected(const Token& token) {
  fail(token.start, fmt::format("Unexpected {}.", describe(token)));
}

std::string TokenStream::too_deep() const {
  return fmt::format("Document nests deeper than {} levels. Parsing aborted.", limits_.depth);
}

}  // namespace shelfcast::graphql
