// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/language/token.hpp"

#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::graphql {

/// What is wrong with a text, and at which byte of it.
struct SyntaxProblem {
  std::string message;
  std::uint32_t at = 0;
};

/// Cuts a text of UTF-8 into tokens, in time linear in its length. Strings with escapes are put into `made`, which must
/// live as long as the tokens' values are used. After a problem there are only ends of file.
class Lexer {
 public:
  Lexer(std::string_view text, std::deque<std::string>& made) : text_(text), made_(made) {}

  Token next();
  [[nodiscard]] const std::optional<SyntaxProblem>& problem() const { return problem_; }

 private:
  void skip_ignored();
  [[nodiscard]] char byte(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }
  [[nodiscard]] bool starts_with(std::size_t at, std::string_view what) const;
  [[nodiscard]] Token token(TokenKind kind, std::size_t end, std::string_view value = {}) const;
  [[nodiscard]] std::string character(std::size_t at) const;
  [[nodiscard]] std::string_view utf16_slice(std::size_t at, std::size_t units) const;
  Token fail(std::size_t at, std::string message);

  Token punctuator_or_unexpected();
  Token name();
  Token number();
  Token string();
  Token block_string();
  std::optional<std::size_t> digits(std::size_t at);
  std::optional<std::size_t> escape(std::size_t at, std::string& value);
  std::optional<std::size_t> braced_escape(std::size_t at, std::string& value);
  std::optional<std::size_t> fixed_escape(std::size_t at, std::string& value);
  [[nodiscard]] int four_digits(std::size_t at) const;
  std::string_view keep(std::string value);

  std::string_view text_;
  std::deque<std::string>& made_;
  std::size_t at_ = 0;
  std::optional<SyntaxProblem> problem_;
};

}  // namespace shelfcast::graphql
