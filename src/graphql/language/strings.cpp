// SPDX-License-Identifier: Apache-2.0
#include "graphql/language/characters.hpp"
#include "graphql/language/lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace shelfcast::graphql {
namespace {

constexpr bool is_scalar_value(std::int64_t point) {
  return (point >= 0 && point <= 0xD7FF) || (point >= 0xE000 && point <= 0x10FFFF);
}

std::size_t leading_blanks(std::string_view line) {
  return static_cast<std::size_t>(std::ranges::find_if_not(line, is_blank) - line.begin());
}

/// Without the indentation that all lines but the first share, and without blank lines at both ends.
std::string dedented(const std::vector<std::string>& lines) {
  std::size_t indent = std::numeric_limits<std::size_t>::max();
  std::size_t first = lines.size();
  std::size_t last = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t blanks = leading_blanks(lines[i]);
    if (blanks == lines[i].size()) continue;
    first = std::min(first, i);
    last = i;
    if (i != 0) indent = std::min(indent, blanks);
  }
  std::string text;
  for (std::size_t i = first; i <= last && i < lines.size(); ++i) {
    if (i != first) text += '\n';
    text += i == 0 ? lines[i] : lines[i].substr(std::min(indent, lines[i].size()));
  }
  return text;
}

}  // namespace

Token Lexer::string() {
  std::string unescaped;
  bool has_escapes = false;
  std::size_t at = at_ + 1;
  for (std::size_t chunk = at; at < text_.size(); chunk = at) {
    at = std::min(text_.find_first_of("\"\\\r\n", at), text_.size());
    if (byte(at) == '"') {
      const auto rest = text_.substr(chunk, at - chunk);
      return token(TokenKind::string, at + 1, has_escapes ? keep(unescaped.append(rest)) : rest);
    }
    if (byte(at) != '\\') break;
    has_escapes = true;
    unescaped += text_.substr(chunk, at - chunk);
    const auto after = escape(at, unescaped);
    if (!after) return token(TokenKind::end_of_file, text_.size());
    at = *after;
  }
  return fail(at, "Unterminated string.");
}

/// Appends what the escape sequence stands for; where it ends.
std::optional<std::size_t> Lexer::escape(std::size_t at, std::string& value) {
  static constexpr std::string_view kEscapes = "\"\\/bfnrt";
  static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  const char letter = byte(at + 1);
  if (letter == 'u') return byte(at + 2) == '{' ? braced_escape(at, value) : fixed_escape(at, value);
  const std::size_t found = letter == '\0' ? std::string_view::npos : kEscapes.find(letter);
  if (found == std::string_view::npos) {
    fail(at, fmt::format("Invalid character escape sequence: \"{}\".", utf16_slice(at, 2)));
    return std::nullopt;
  }
  value += kMeanings[found];
  return at + 2;
}

std::optional<std::size_t> Lexer::braced_escape(std::size_t at, std::string& value) {
  constexpr std::size_t kMostUnits = 12;  // \u{00000000}
  std::int64_t point = 0;
  std::size_t size = 3;
  while (size < kMostUnits) {
    const char digit = byte(at + size++);
    if (digit == '}') {
      if (size < 5 || !is_scalar_value(point)) break;
      append_utf8(value, static_cast<std::uint32_t>(point));
      return at + size;
    }
    if (hex_digit(digit) < 0) break;
    point = point * 16 + hex_digit(digit);
    if (point > std::numeric_limits<std::int32_t>::max()) break;
  }
  fail(at, fmt::format("Invalid Unicode escape sequence: \"{}\".", utf16_slice(at, size)));
  return std::nullopt;
}

int Lexer::four_digits(std::size_t at) const {
  int code = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const int digit = hex_digit(byte(at + i));
    if (digit < 0) return -1;
    code = code * 16 + digit;
  }
  return code;
}

std::optional<std::size_t> Lexer::fixed_escape(std::size_t at, std::string& value) {
  const int code = four_digits(at + 2);
  if (is_scalar_value(code)) {
    append_utf8(value, static_cast<std::uint32_t>(code));
    return at + 6;
  }
  // A pair of surrogates, as JSON writes what lies beyond the basic plane.
  const bool leads = code >= 0xD800 && code <= 0xDBFF;
  const int trail = leads && starts_with(at + 6, "\\u") ? four_digits(at + 8) : -1;
  if (trail >= 0xDC00 && trail <= 0xDFFF) {
    append_utf8(value, static_cast<std::uint32_t>(0x10000 + (code - 0xD800) * 0x400 + (trail - 0xDC00)));
    return at + 12;
  }
  fail(at, fmt::format("Invalid Unicode escape sequence: \"{}\".", utf16_slice(at, 6)));
  return std::nullopt;
}

Token Lexer::block_string() {
  constexpr std::string_view kQuotes = "\"\"\"";
  std::vector<std::string> lines(1);
  std::size_t at = at_ + kQuotes.size();
  while (at < text_.size()) {
    const std::size_t stop = std::min(text_.find_first_of("\"\\\r\n", at), text_.size());
    lines.back() += text_.substr(at, stop - at);
    at = stop;
    if (at == text_.size()) break;
    if (starts_with(at, kQuotes)) return token(TokenKind::block_string, at + kQuotes.size(), keep(dedented(lines)));
    if (text_[at] == '\r' || text_[at] == '\n') {
      at += starts_with(at, "\r\n") ? 2 : 1;
      lines.emplace_back();
    } else if (starts_with(at, "\\\"\"\"")) {
      lines.back() += kQuotes;
      at += 1 + kQuotes.size();
    } else {
      lines.back() += text_[at++];
    }
  }
  return fail(at, "Unterminated string.");
}

}  // namespace shelfcast::graphql
