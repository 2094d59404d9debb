// SPDX-License-Identifier: Apache-2.0
#include "sources/postgres/copy_text.hpp"

namespace shelfcast::sources {
namespace {

/// What the letter after a backslash means; most stand for themselves.
char meaning_of(char letter) {
  switch (letter) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    default:
      return letter;
  }
}

}  // namespace

std::span<const std::string_view> CopyRow::split(std::string_view row) {
  cells_.clear();
  texts_.clear();
  if (row.ends_with('\n')) row.remove_suffix(1);
  const bool plain = row.find('\\') == std::string_view::npos;
  while (true) {
    const auto end = row.find('\t');
    const auto cell = row.substr(0, end);
    cells_.push_back(plain ? cell : unescaped(cell));
    if (end == std::string_view::npos) return cells_;
    row.remove_prefix(end + 1);
  }
}

std::string_view CopyRow::unescaped(std::string_view cell) {
  if (cell == "\\N") return {};
  if (cell.find('\\') == std::string_view::npos) return cell;
  std::string& text = texts_.emplace_back();
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const bool escaped = cell[i] == '\\' && i + 1 < cell.size();
    text += escaped ? meaning_of(cell[++i]) : cell[i];
  }
  return text;
}

}  // namespace shelfcast::sources
