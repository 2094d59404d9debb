// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/language/lexer.hpp"
#include "shelfcast/graphql/document.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace shelfcast::graphql {

/// Tokens with one of them in sight, and what a parser asks of them. The first problem is kept and ends the stream:
/// from then on nothing is matched, so that every parsing function returns by itself and none has to look.
class TokenStream {
 public:
  TokenStream(std::string_view text, std::deque<std::string>& made, const ParseLimits& limits);

  [[nodiscard]] const Token& token() const { return token_; }
  [[nodiscard]] bool failed() const { return problem_.has_value(); }
  [[nodiscard]] const std::optional<SyntaxProblem>& problem() const { return problem_; }

  [[nodiscard]] bool sees(TokenKind kind) const { return !failed() && token_.kind == kind; }
  [[nodiscard]] bool sees_keyword(std::string_view word) const;
  [[nodiscard]] bool sees_string() const;
  /// The token behind the one in sight.
  Token ahead();

  void advance();
  Token expect(TokenKind kind);
  void expect_keyword(std::string_view word);
  bool take(TokenKind kind);
  bool take_keyword(std::string_view word);

  void fail(std::uint32_t at, std::string message);
  void unexpected(const Token& token);
  void unexpected() { unexpected(token_); }

  /// Calls `parse_one` until `close` is taken; at least once.
  template <class ParseOne>
  void until(TokenKind close, ParseOne parse_one) {
    do {
      parse_one();
    } while (!failed() && !take(close));
  }
  template <class ParseOne>
  void many(TokenKind open, TokenKind close, ParseOne parse_one) {
    expect(open);
    if (!failed()) until(close, std::move(parse_one));
  }
  template <class ParseOne>
  void optional_many(TokenKind open, TokenKind close, ParseOne parse_one) {
    if (take(open)) until(close, std::move(parse_one));
  }
  template <class ParseOne>
  void any(TokenKind open, TokenKind close, ParseOne parse_one) {
    expect(open);
    while (!failed() && !take(close)) parse_one();
  }
  /// At least one, with `delimiter` between them, and before the first where the author likes it.
  template <class ParseOne>
  void delimited(TokenKind delimiter, ParseOne parse_one) {
    take(delimiter);
    do {
      parse_one();
    } while (take(delimiter));
  }
  /// Calls `parse` one level deeper, if that level is still allowed.
  template <class Parse>
  void nested(Parse parse) {
    if (depth_ == limits_.depth) return fail(token_.start, too_deep());
    ++depth_;
    parse();
    --depth_;
  }

 private:
  Token lex();
  [[nodiscard]] std::string too_deep() const;

  Lexer lexer_;
  ParseLimits limits_;
  Token token_;
  std::optional<Token> ahead_;
  std::size_t tokens_ = 0;
  std::size_t depth_ = 0;
  std::optional<SyntaxProblem> problem_;
};

}  // namespace shelfcast::graphql
