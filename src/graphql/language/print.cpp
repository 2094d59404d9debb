// SPDX-License-Identifier: Apache-2.0
#include "graphql/language/print.hpp"

#include "graphql/language/characters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace shelfcast::graphql {
namespace {

using Kind = ast::Value::Kind;

std::string with_escaped_quotes(std::string_view text) {
  static constexpr std::string_view kQuotes = "\"\"\"";
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t found = std::min(text.find(kQuotes, at), text.size());
    out += text.substr(at, found - at);
    at = found;
    if (at == text.size()) break;
    out += "\\\"\"\"";
    at += kQuotes.size();
  }
  return out;
}

std::size_t utf16_length(std::string_view text) {
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    at += point.bytes;
    units += point.units();
  }
  return units;
}

/// Whether every line but the first is empty or indented: without a line of its own, the first would share in that.
bool only_first_line_at_margin(std::string_view text) {
  std::size_t at = text.find('\n');
  if (at == std::string_view::npos) return false;
  for (; at != std::string_view::npos; at = text.find('\n', at + 1)) {
    const bool is_empty = at + 1 >= text.size() || text[at + 1] == '\n';
    if (!is_empty && !is_blank(text[at + 1])) return false;
  }
  return true;
}

std::string print_block(std::string_view text) {
  constexpr std::size_t kLongLine = 70;
  const std::string escaped = with_escaped_quotes(text);
  const bool one_line = escaped.find_first_of("\r\n") == std::string::npos;
  const bool leading_line = only_first_line_at_margin(escaped);
  const bool ends_in_quotes = escaped.ends_with("\\\"\"\"");
  const bool trailing_line = (text.ends_with('"') && !ends_in_quotes) || text.ends_with('\\');
  const bool as_lines = !one_line || utf16_length(text) > kLongLine || trailing_line || leading_line || ends_in_quotes;
  const bool begins_blank = one_line && !text.empty() && is_blank(text.front());
  std::string out = "\"\"\"";
  if ((as_lines && !begins_blank) || leading_line) out += '\n';
  out += escaped;
  if (as_lines || trailing_line) out += '\n';
  return out + "\"\"\"";
}

template <class Items, class Print>
void append_joined(std::string& out, const Items& items, Print print_one) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += ", ";
    print_one(items[i]);
  }
}

void append(std::string& out, const ast::Value& value) {
  switch (value.kind) {
    case Kind::variable:
      out += '$';
      out += value.text;
      break;
    case Kind::string:
      out += value.block ? print_block(value.text) : print_string(value.text);
      break;
    case Kind::list:
      out += '[';
      append_joined(out, value.items, [&](const ast::Value& item) { append(out, item); });
      out += ']';
      break;
    case Kind::object:
      out += '{';
      append_joined(out, value.fields, [&](const ast::ObjectField& field) {
        fmt::format_to(std::back_inserter(out), "{}: ", field.name.text);
        append(out, field.value);
      });
      out += '}';
      break;
    default:
      out += value.text;
  }
}

/// The letter that stands behind a backslash for it; 0 where there is none.
char escape_letter(std::uint32_t point) {
  switch (point) {
    case '\b':
      return 'b';
    case '\t':
      return 't';
    case '\n':
      return 'n';
    case '\f':
      return 'f';
    case '\r':
      return 'r';
    case '"':
    case '\\':
      return static_cast<char>(point);
    default:
      return 0;
  }
}

}  // namespace

std::string print_string(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    if (const char letter = escape_letter(point.value)) {
      out += '\\';
      out += letter;
    } else if (point.value < 0x20 || (point.value >= 0x7F && point.value < 0xA0)) {
      fmt::format_to(std::back_inserter(out), "\\u{:04X}", point.value);
    } else {
      out += text.substr(at, point.bytes);
    }
    at += point.bytes;
  }
  return out + '"';
}

std::string print(const ast::Value& value) {
  std::string out;
  append(out, value);
  return out;
}

std::string wrapped_name(std::string_view name, Wraps wraps) {
  if (wraps.is_non_null()) return wrapped_name(name, wraps.inner()) + "!";
  if (wraps.is_list()) return "[" + wrapped_name(name, wraps.inner()) + "]";
  return std::string(name);
}

}  // namespace shelfcast::graphql
