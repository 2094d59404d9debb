// SPDX-License-Identifier: Apache-2.0
#include "graphql/language/lexer.hpp"

#include "graphql/language/characters.hpp"

#include <fmt/format.h>

#include <utility>

namespace shelfcast::graphql {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kPunctuators = "!$&():=@[]{|}";

TokenKind punctuator(char byte) {
  static constexpr TokenKind kKinds[] = {TokenKind::bang,          TokenKind::dollar,      TokenKind::ampersand,
                                         TokenKind::paren_left,    TokenKind::paren_right, TokenKind::colon,
                                         TokenKind::equals,        TokenKind::at,          TokenKind::bracket_left,
                                         TokenKind::bracket_right, TokenKind::brace_left,  TokenKind::pipe,
                                         TokenKind::brace_right};
  return kKinds[kPunctuators.find(byte)];
}

}  // namespace

Token Lexer::next() {
  skip_ignored();
  if (problem_ || at_ >= text_.size()) {
    at_ = text_.size();
    return token(TokenKind::end_of_file, at_);
  }
  const char byte = text_[at_];
  Token found = is_name_start(byte)             ? name()
                : is_digit(byte) || byte == '-' ? number()
                : starts_with(at_, "\"\"\"")    ? block_string()
                : byte == '"'                   ? string()
                                                : punctuator_or_unexpected();
  at_ = found.end;
  return found;
}

void Lexer::skip_ignored() {
  while (at_ < text_.size()) {
    const char byte = text_[at_];
    if (byte == '#') {
      at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
    } else if (byte == ' ' || byte == '\t' || byte == ',' || byte == '\n' || byte == '\r') {
      ++at_;
    } else if (starts_with(at_, kByteOrderMark)) {
      at_ += kByteOrderMark.size();
    } else {
      return;
    }
  }
}

bool Lexer::starts_with(std::size_t at, std::string_view what) const {
  return text_.substr(at, what.size()) == what;
}

Token Lexer::token(TokenKind kind, std::size_t end, std::string_view value) const {
  return {kind, static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end), value};
}

Token Lexer::fail(std::size_t at, std::string message) {
  problem_ = {std::move(message), static_cast<std::uint32_t>(at)};
  at_ = text_.size();
  return token(TokenKind::end_of_file, at_);
}

/// As messages show it.
std::string Lexer::character(std::size_t at) const {
  if (at >= text_.size()) return std::string(describe(TokenKind::end_of_file));
  const std::uint32_t point = code_point_at(text_, at).value;
  if (point == '"') return "'\"'";
  if (point >= 0x20 && point <= 0x7E) return fmt::format("\"{}\"", static_cast<char>(point));
  return fmt::format("U+{:04X}", point);
}

std::string_view Lexer::utf16_slice(std::size_t at, std::size_t units) const {
  std::size_t end = at;
  for (std::size_t taken = 0; taken < units && end < text_.size();) {
    const CodePoint point = code_point_at(text_, end);
    taken += point.units();
    end += point.bytes;
  }
  return text_.substr(at, end - at);
}

Token Lexer::punctuator_or_unexpected() {
  const char byte = text_[at_];
  if (starts_with(at_, "...")) return token(TokenKind::spread, at_ + 3);
  if (byte != '\0' && kPunctuators.find(byte) != std::string_view::npos) return token(punctuator(byte), at_ + 1);
  if (byte == '\'') {
    return fail(at_, "Unexpected single quote character ('), did you mean to use a double quote (\")?");
  }
  return fail(at_, fmt::format("Unexpected character: {}.", character(at_)));
}

Token Lexer::name() {
  std::size_t end = at_ + 1;
  while (is_name_continue(byte(end))) ++end;
  return token(TokenKind::name, end, text_.substr(at_, end - at_));
}

std::optional<std::size_t> Lexer::digits(std::size_t at) {
  if (!is_digit(byte(at))) {
    fail(at, fmt::format("Invalid number, expected digit but got: {}.", character(at)));
    return std::nullopt;
  }
  while (is_digit(byte(at))) ++at;
  return at;
}

Token Lexer::number() {
  const std::size_t start = at_;
  bool is_float = false;
  std::optional<std::size_t> end = byte(start) == '-' ? start + 1 : start;
  if (byte(*end) == '0') {
    ++*end;
    if (is_digit(byte(*end))) {
      return fail(*end, fmt::format("Invalid number, unexpected digit after 0: {}.", character(*end)));
    }
  } else {
    end = digits(*end);
  }
  if (end && byte(*end) == '.') {
    is_float = true;
    end = digits(*end + 1);
  }
  if (end && (byte(*end) == 'e' || byte(*end) == 'E')) {
    is_float = true;
    const bool is_signed = byte(*end + 1) == '+' || byte(*end + 1) == '-';
    end = digits(*end + (is_signed ? 2 : 1));
  }
  if (!end) return token(TokenKind::end_of_file, text_.size());
  if (byte(*end) == '.' || is_name_start(byte(*end))) {
    return fail(*end, fmt::format("Invalid number, expected digit but got: {}.", character(*end)));
  }
  return token(is_float ? TokenKind::floating : TokenKind::integer, *end, text_.substr(start, *end - start));
}

std::string_view Lexer::keep(std::string value) {
  return made_.emplace_back(std::move(value));
}

}  // namespace shelfcast::graphql
