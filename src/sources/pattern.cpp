// SPDX-License-Identifier: Apache-2.0
#include "sources/pattern.hpp"

namespace shelfcast::sources {
namespace {

bool fits_one(char c, char wanted) {
  switch (wanted) {
    case '?':
      return true;
    case '#':
      return c >= '0' && c <= '9';
    case '@':
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    default:
      return c == wanted;
  }
}

}  // namespace

bool fits(std::string_view text, std::string_view pattern) {
  std::size_t at = 0;
  std::size_t in = 0;
  std::size_t star = std::string_view::npos;  // the last '*' seen, which takes one more character after a mismatch
  std::size_t taken = 0;
  while (at < text.size()) {
    if (in < pattern.size() && pattern[in] == '*') {
      star = in++;
      taken = at;
    } else if (in < pattern.size() && fits_one(text[at], pattern[in])) {
      ++at;
      ++in;
    } else if (star != std::string_view::npos) {
      in = star + 1;
      at = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', in) == std::string_view::npos;
}

}  // namespace shelfcast::sources
